"use client";

import { useTranslations } from "use-intl";
import { fullStamp } from "@/lib/format";
import { bounds, type Bounds, type Range, type Span } from "@/lib/ranges";
import { beside, closer, isClosest, isWidest, wider } from "@/lib/zoom";
import { Icon, type IconName } from "./icon";

interface Props {
  range: Range;
  timeZone: string;
  onChange: (range: Range) => void;
}

interface Step {
  name: "earlier" | "closer" | "wider" | "later";
  icon: IconName;
  to: (shown: Bounds, nowMs: number) => Span;
  over?: (shown: Bounds) => boolean;
}

const STEPS: readonly Step[] = [
  { name: "earlier", icon: "back", to: (shown, now) => beside(shown, -1, now) },
  { name: "closer", icon: "plus", to: closer, over: isClosest },
  { name: "wider", icon: "minus", to: wider, over: isWidest },
  { name: "later", icon: "next", to: (shown, now) => beside(shown, 1, now) },
];

function stepped(step: Step, range: Range, timeZone: string): Span {
  const now = Date.now();
  return step.to(bounds(range, timeZone, now), now);
}

/** Closer, wider, earlier and later, for all charts; with a pointer a part of a chart can be marked instead. */
export function ZoomButtons({ range, timeZone, onChange }: Props) {
  const t = useTranslations("sites");
  const over = (step: Step) => range.kind === "span" && (step.over?.(range) ?? false);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <div role="group" aria-label={t("zoom.one")} className="inline-flex overflow-hidden rounded-lg border border-line-strong bg-surface">
        {STEPS.map((step) => (
          <button key={step.name} type="button" aria-label={t(`zoom.${step.name}`)} title={t(`zoom.${step.name}`)} disabled={over(step)} onClick={() => onChange(stepped(step, range, timeZone))} data-testid={`zoom-${step.icon}`}
            className="grid size-11 place-items-center border-r border-line-strong last:border-r-0 hover:bg-sunken focus-visible:-outline-offset-3 disabled:opacity-40">
            <Icon name={step.icon} />
          </button>
        ))}
      </div>
      <p role="status" className="text-sm text-ink-2">{range.kind === "span" && t("range.span", { from: fullStamp(range.startMs, timeZone), to: fullStamp(range.endMs, timeZone) })}</p>
    </div>
  );
}
