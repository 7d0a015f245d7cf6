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
  close: "M6 6l12 12M18 6L6 18",
  key: "M14 10a4.5 4.5 0 1 0-3.2 4.3L13 16.5h2V19h2.5v2H21v-3.5L13.7 10.3M8.5 9.5v.2",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  users: "M9 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4zM2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 5a3.7 3.7 0 0 1 0 6.6M18 14.3a6.5 6.5 0 0 1 3.5 5.2",
  shield: "M12 3l8 3v6c0 4.5-3.3 7.7-8 9-4.7-1.3-8-4.5-8-9V6zM8.7 12l2.4 2.4 4.3-4.6",
  till: "M4 12h16v8H4zM6 12l1.5-7h9L18 12M10 8.5h4M8 16h8",
  map: "M9 4L3 6.5v13.5l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20.5 20.5",
  download: "M12 4v11M7.5 10.5L12 15l4.5-4.5M4.5 19.5h15",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  next: "M9.5 5.5L16 12l-6.5 6.5",
  swap: "M4 8.5h15M15 4.5l4 4-4 4M20 15.5H5M9 11.5l-4 4 4 4",
  down: "M6 9.5l6 6 6-6",
  erase: "M9 6h11v12H9L3.5 12zM12.5 9.5l4.5 5M17 9.5l-4.5 5",
  book: "M5 4.5h6a2 2 0 0 1 2 2V20a2 2 0 0 0-2-2H5zM21 4.5h-6a2 2 0 0 0-2 2V20a2 2 0 0 1 2-2h6z",
  exit: "M10 4.5H5v15h5M15 8l4 4-4 4M19 12H9.5",
  sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  mute: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  cash: "M3 6.5h18v11H3zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6 9.5v.2M18 14.3v.2",
  basket: "M4 10h16l-1.5 9.5h-13zM8 10l3-6M16 10l-3-6M9.5 13.5v2.5M14.5 13.5v2.5",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  mail: "M3 6h18v12H3zM3.5 6.5L12 13l8.5-6.5",
  card: "M3 6h18v12H3zM3 10h18M6.5 14.5h4",
  phone: "M7.5 3h9v18h-9zM11 18h2",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v2.5M14 20h2.5M20 20v-.2",
  camera: "M3 8h4l1.8-2.5h6.4L17 8h4v11H3zM12 10a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z",
  car: "M4 17v-4l2-6h12l2 6v4zM4 13h16M6 17v2M18 17v2M7.5 15v.2M16.5 15v.2",
  more: "M5 12v.2M12 12v.2M19 12v.2",
  hand: "M8 12V6.5a1.5 1.5 0 0 1 3 0V11M11 10.5v-5a1.5 1.5 0 0 1 3 0V11M14 11V7a1.5 1.5 0 0 1 3 0v7a6 6 0 0 1-6 6c-2.5 0-3.8-1.2-5-3l-2-3.5a1.5 1.5 0 0 1 2.5-1.5L8 14",
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
