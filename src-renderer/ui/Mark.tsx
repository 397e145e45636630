/** The seal: an envelope's flap closed by a round seal. Decoration; the name stands beside it. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="1" y="4" width="30" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M3 8.2 12.6 16.3M29 8.2 19.4 16.3"
        fill="none"
        stroke="var(--on-accent)"
        strokeOpacity="0.62"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <circle cx="16" cy="18" r="5.6" fill="var(--on-accent)" />
      <path
        d="m13.6 18.1 1.7 1.7 3.2-3.5"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
