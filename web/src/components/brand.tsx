/** The company's sign: a carriageway running into the distance, with a drop above it. */
export function BrandMark({ className = "size-9" }: { className?: string }) {
  return (
    <svg viewBox="0 0 40 40" className={className} aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="38" height="38" rx="9" fill="#ffffff" />
      <path d="M5 34L16.5 15h7L35 34z" fill="#00407a" />
      <path d="M20 17.5v3M20 24v4M20 31v3" stroke="#ffffff" strokeWidth="2" />
      <path d="M20 3.5s4 4.2 4 6.7a4 4 0 0 1-8 0c0-2.5 4-6.7 4-6.7z" fill="#e08a00" />
    </svg>
  );
}
