import styles from './LoopPicture.module.css';

const STATIONS = [
  { x: 4, title: 'Form', line: 'you order' },
  { x: 132, title: 'Git', line: 'one file, merged' },
  { x: 260, title: 'Cluster', line: 'made real' },
];

/** The loop as one picture: form, Git, cluster, and the page that shows it. */
export function LoopPicture() {
  return (
    <svg
      viewBox="0 0 372 178"
      className={styles.picture}
      role="img"
      aria-label="A form writes to Git, the cluster takes it from Git, and a page shows what the cluster has."
    >
      <defs>
        <marker
          id="kro-loop-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0 L8 4 L0 8 z" className={styles.head} />
        </marker>
      </defs>
      {STATIONS.map(({ x, title, line }, index) => (
        <g key={title}>
          <rect
            x={x}
            y="12"
            width="108"
            height="62"
            rx="10"
            className={styles.box}
          />
          <circle cx={x + 18} cy="32" r="10" className={styles.disc} />
          <text x={x + 18} y="36" className={styles.number}>
            {index + 1}
          </text>
          <text x={x + 36} y="37" className={styles.title}>
            {title}
          </text>
          <text x={x + 54} y="60" className={styles.line}>
            {line}
          </text>
        </g>
      ))}
      <path
        d="M112 43 H129"
        className={styles.arrow}
        markerEnd="url(#kro-loop-arrow)"
      />
      <path
        d="M240 43 H257"
        className={styles.arrow}
        markerEnd="url(#kro-loop-arrow)"
      />
      <rect
        x="108"
        y="118"
        width="156"
        height="46"
        rx="10"
        className={styles.page}
      />
      <text x="186" y="138" className={styles.caption}>
        Its page
      </text>
      <text x="186" y="154" className={styles.line}>
        ready, or why not
      </text>
      <path
        d="M314 76 V130 Q314 141 303 141 H268"
        className={styles.arrow}
        markerEnd="url(#kro-loop-arrow)"
      />
      <path
        d="M106 141 H69 Q58 141 58 130 V78"
        className={styles.dashed}
        markerEnd="url(#kro-loop-arrow)"
      />
    </svg>
  );
}
