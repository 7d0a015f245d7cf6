import type { SiteState } from "@/lib/network-health";

/** One form for each state, so that it is known without its colour. */
const FORMS: Record<SiteState, string> = {
  well: "M16 5a11 11 0 1 0 0 22 11 11 0 0 0 0-22z",
  alerts: "M16 3.5a2 2 0 0 1 1.8 1L29.4 25a2 2 0 0 1-1.8 3H4.4a2 2 0 0 1-1.8-3L14.2 4.5a2 2 0 0 1 1.8-1z",
  critical: "M11 4h10l7 7v10l-7 7H11l-7-7V11z",
  offline: "M7 5h18a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z",
  unknown: "M16 4.5L27.5 16 16 27.5 4.5 16z",
};

const SIGNS: Record<SiteState, string> = {
  well: "M11 16.3l3.4 3.4L21 12.5",
  alerts: "M16 12v7M16 23v.2",
  critical: "M16 9.5v8M16 22v.2",
  offline: "M11.5 11.5l9 9M20.5 11.5l-9 9",
  unknown: "M13.7 13.8a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1.1.9-1.1 1.6M16 20.6v.2",
};

const COLOURS: Record<SiteState, string> = {
  well: "fill-ok-bg stroke-ok-ink", alerts: "fill-warn-bg stroke-warn-ink", critical: "fill-bad-bg stroke-bad-ink", offline: "fill-bad-ink stroke-bad-ink", unknown: "fill-surface stroke-ink-2",
};

/** Filled where nothing can be seen any more: its sign is in the colour of the ground. */
const SIGN_COLOURS: Partial<Record<SiteState, string>> = { offline: "stroke-bad-bg" };

/** A site, or with `count` as many sites of which this is the worst. */
export function Mark({ state, count, className = "size-8" }: { state: SiteState; count?: number; className?: string }) {
  const sign = `fill-none ${SIGN_COLOURS[state] ?? ""}`;
  return (
    <svg viewBox="0 0 32 32" className={`shrink-0 overflow-visible ${COLOURS[state]} ${className}`} aria-hidden="true" focusable="false" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
      {count !== undefined && <path d={FORMS[state]} transform="translate(4.5 -3.5)" />}
      <path d={FORMS[state]} />
      {count === undefined && <path d={SIGNS[state]} strokeWidth="2.6" className={sign} />}
      {count !== undefined && <Count state={state} count={count} />}
    </svg>
  );
}

const INKS: Record<SiteState, string> = { well: "fill-ok-ink", alerts: "fill-warn-ink", critical: "fill-bad-ink", offline: "fill-bad-bg", unknown: "fill-ink-2" };

function Count({ state, count }: { state: SiteState; count: number }) {
  return <text x="16" y={state === "alerts" ? 24.5 : 20.5} textAnchor="middle" stroke="none" className={`font-bold tabular-nums ${INKS[state]} ${count > 99 ? "text-[10px]" : "text-[13px]"}`}>{count}</text>;
}
