import { useTranslations } from "use-intl";
import { money, stamp } from "@/lib/format";
import type { CardRefund } from "@/lib/payment-types";
import { CARD_REFUND_STATES, endWords } from "@/lib/payment-words";
import { sentence } from "@/lib/selling-words";
import { LookBadge, Section } from "../sales/parts";

/** Money that went back to the card, or is on its way. */
export function PaymentRefunds({ refunds, timeZone }: { refunds: readonly CardRefund[]; timeZone: string }) {
  const t = useTranslations("money");
  if (refunds.length === 0) return null;
  return (
    <Section id="refunds-title" title={t("payment.refunds")}>
      <ul className="divide-y divide-line">
        {refunds.map((refund) => (
          <li key={refund.refund_id} data-testid={`card-refund-${refund.refund_id}`} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-bold">{money(refund.amount_minor, refund.currency)}</p>
              <p>{endWords(refund.reason)}</p>
              <p className="text-sm text-ink-2">{stamp(refund.created_at, timeZone)}{refund.stripe_id && <> · <code>{refund.stripe_id}</code></>}</p>
            </div>
            <div><LookBadge look={CARD_REFUND_STATES[refund.state]} />{refund.failure_reason && <span className="mt-1 block text-sm font-semibold text-bad-ink">{sentence(refund.failure_reason)}</span>}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
