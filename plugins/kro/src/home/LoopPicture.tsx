import styles from './LoopPicture.module.css';

const STATIONS = [
  { x: 8, title: 'Form', line: 'you order' },
  { x: 128, title: 'Git', line: 'one file, merged' },
  { x: 248, title: 'Cluster', line: 'made real' },
];

/** The loop as one picture: form, Git, cluster, and the page that shows it. */
export function LoopPicture() {
  return (
    <svg
      viewBox="0 0 352 178"
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
            width="96"
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
          <text x={x + 48} y="60" className={styles.line}>
            {line}
          </text>
        </g>
      ))}
      <path
        d="M106 43 H125"
        className={styles.arrow}
        markerEnd="url(#kro-loop-arrow)"
      />
      <path
        d="M226 43 H245"
        className={styles.arrow}
        markerEnd="url(#kro-loop-arrow)"
      />
      <rect
        x="98"
        y="118"
        width="156"
        height="46"
        rx="10"
        className={styles.page}
      />
      <text x="176" y="138" className={styles.caption}>
        Its page
      </text>
      <text x="176" y="154" className={styles.line}>
        ready, or why not
      </text>
      <path
        d="M296 76 V130 Q296 141 285 141 H258"
        className={styles.arrow}
        markerEnd="url(#kro-loop-arrow)"
      />
      <path
        d="M96 141 H67 Q56 141 56 130 V78"
        className={styles.dashed}
        markerEnd="url(#kro-loop-arrow)"
      />
    </svg>
  );
}
