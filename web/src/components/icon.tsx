/** Line icons of 24 × 24, drawn here so that nothing is loaded from elsewhere. Decorative: the word stands beside them. */

const PATHS = {
  cross: "M8 8l8 8M16 8l-8 8M8.5 3h7L21 8.5v7L15.5 21h-7L3 15.5v-7z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  nozzle: "M4 20V6a2 2 0 0 1 2-2h5a2 2 0 0 1 2 2v14M3 20h11M6.5 8h4M13 11h2.5a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 0 3 0V9l-3-3",
  bell: "M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10zM10 20a2.2 2.2 0 0 0 4 0",
  check: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.3l2.8 2.7L16 9.5",
  play: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 8.5l5.5 3.5-5.5 3.5z",
  pause: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 9v6M14 9v6",
  drop: "M12 3.5s6.5 6.7 6.5 11a6.5 6.5 0 0 1-13 0c0-4.3 6.5-11 6.5-11zM9 15a3 3 0 0 0 3 3",
  question: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.7 9.5a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1.1.9-1.1 1.8M12 16.6v.2",
  warning: "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.2",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.7v.2",
  link: "M5 12.5a10 10 0 0 1 14 0M8 15.7a5.6 5.6 0 0 1 8 0M12 19.2v.2M2.5 9.2a13.5 13.5 0 0 1 19 0",
  unlink: "M5 12.5a10 10 0 0 1 4-2.4M19 12.5a10 10 0 0 0-3-2M8 15.7a5.6 5.6 0 0 1 8 0M12 19.2v.2M2.5 9.2a13.5 13.5 0 0 1 4-2.7M21.5 9.2A13.5 13.5 0 0 0 11 5.3M3.5 3.5l17 17",
  tank: "M6 7h12a5 5 0 0 1 0 10H6A5 5 0 0 1 6 7zM2.5 12h19M9 7V4.5M9 4.5h3",
  back: "M14.5 5.5L8 12l6.5 6.5",
  refresh: "M20 11a8 8 0 1 0-1.5 5.5M20 5v6h-6",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className = "size-5" }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={`shrink-0 ${className}`} aria-hidden="true" focusable="false" fill="none"
      stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
      <path d={PATHS[name]} />
    </svg>
  );
}
