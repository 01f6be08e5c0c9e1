/** The mark: three layers on one another — core, foundation, delivery. `height` is in pixels. */
export function LogoMark({ height = 28 }: { height?: number }) {
  return (
    <svg height={height} viewBox="0 0 32 32" role="img" aria-label="Mini-Atlas">
      <path d="M16 17.5 4 23.2 16 29l12-5.8z" fill="#0e7c86" />
      <path d="M16 10.2 4 16l12 5.8L28 16z" fill="#19b5b0" />
      <path d="M16 3 4 8.8l12 5.7 12-5.7z" fill="#8df0dc" />
    </svg>
  );
}

/** Mark and name, for the wide sidebar. */
export function Logo() {
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 10,
        color: '#f2fbfa',
        font: '600 18px/1 var(--bui-font-regular, system-ui)',
        letterSpacing: '-0.01em',
      }}
    >
      <LogoMark />
      <span aria-hidden="true">Mini-Atlas</span>
    </span>
  );
}
