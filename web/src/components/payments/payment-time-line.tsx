import { useTranslations } from "use-intl";
import { clock, stamp } from "@/lib/format";
import type { PaymentDetail } from "@/lib/payment-types";
import { PAYMENT_STATES, paymentStepWord } from "@/lib/payment-words";
import { Icon } from "../icon";
import { Section } from "../sales/parts";
import { TONE } from "../ui";

/** Step by step, oldest first. */
export function PaymentTimeLine({ payment, timeZone }: { payment: PaymentDetail; timeZone: string }) {
  const t = useTranslations("money");
  return (
    <Section id="steps-title" title={t("payment.timeLine")}>
      <ol>
        {payment.steps.map((step, i) => {
          const look = PAYMENT_STATES[step.state];
          return (
            <li key={step.version} data-testid="step" className="relative flex gap-3 pb-4 last:pb-0">
              {i < payment.steps.length - 1 && <span aria-hidden="true" className="absolute top-8 bottom-0 left-3.5 w-0.5 bg-line" />}
              <span className={`grid size-7.5 shrink-0 place-items-center rounded-full ${TONE[look.tone]}`}><Icon name={look.icon} className="size-4" /></span>
              <span className="min-w-0 flex-1">
                <span className="font-semibold">{paymentStepWord(step.what)}</span>
                <span className="block text-sm text-ink-2">{look.word}{step.actor && ` · ${step.actor}`}</span>
              </span>
              <time dateTime={step.at} title={stamp(step.at, timeZone)} className="text-sm whitespace-nowrap text-ink-2">{i === 0 ? stamp(step.at, timeZone) : clock(step.at, timeZone)}</time>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
