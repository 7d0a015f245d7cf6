import { clock, stamp } from "@/lib/format";
import type { SaleDetail } from "@/lib/selling-types";
import { SALE_STATES, stepWord } from "@/lib/selling-words";
import { Icon } from "../icon";
import { TONE } from "../ui";
import { Section } from "./parts";

/** What nobody did: cards are Stripe's doing, and with them the end of a ticket. */
function byItself(what: string): string {
  return what.startsWith("card_") || what === "cleared" ? "by itself" : "by the pump";
}

/** Step by step, oldest first. */
export function TimeLine({ sale, timeZone }: { sale: SaleDetail; timeZone: string }) {
  return (
    <Section id="steps-title" title="Time line">
      <ol>
        {sale.steps.map((step, i) => {
          const look = SALE_STATES[step.state];
          return (
            <li key={step.version} data-testid="step" className="relative flex gap-3 pb-4 last:pb-0">
              {i < sale.steps.length - 1 && <span aria-hidden="true" className="absolute top-8 bottom-0 left-3.5 w-0.5 bg-line" />}
              <span className={`grid size-7.5 shrink-0 place-items-center rounded-full ${TONE[look.tone]}`}><Icon name={look.icon} className="size-4" /></span>
              <span className="min-w-0 flex-1">
                <span className="font-semibold">{stepWord(step.what)}</span>
                <span className="block text-sm text-ink-2">{look.word} · {step.actor || byItself(step.what)}</span>
              </span>
              <time dateTime={step.at} title={stamp(step.at, timeZone)} className="text-sm whitespace-nowrap text-ink-2">{i === 0 ? stamp(step.at, timeZone) : clock(step.at, timeZone)}</time>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
