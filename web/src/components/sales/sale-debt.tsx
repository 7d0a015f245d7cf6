"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { money, stamp } from "@/lib/format";
import { writeOffDebt } from "@/lib/selling-actions";
import type { Debt } from "@/lib/selling-types";
import { DEBT_STATES, clearingWord } from "@/lib/selling-words";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Facts, LookBadge, Section, type Fact } from "./parts";
import { ReasonDialog } from "./reason-dialog";
import { SettleDebt } from "./settle-debt";

/** For who may approve, while the debt is open. */
export function WriteOff({ debt }: { debt: Debt }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const client = useQueryClient();
  const writeOff = useAction((reason: string, key) => writeOffDebt(debt.debt_id, reason, key), {
    onSuccess: () => Promise.all(["sale", "debts"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  if (debt.state !== "OPEN" || !may("sales.approve", debt.site)) return null;
  return (
    <ReasonDialog text={t("debt.writeOff")} title={t("debt.writeOffTitle")} label={t("why")} field="reason" busy={writeOff.isPending} error={writeOff.error} onClosed={writeOff.reset} testId={`write-off-${debt.debt_id}`}
      onSubmit={(reason, close) => writeOff.mutate(reason, { onSuccess: close })}>
      {t("debt.forGood", { amount: money(debt.amount_minor, debt.currency) })}
    </ReasonDialog>
  );
}

/** When, by whom and why, as far as it was said. */
function settled({ settled_by: name, settled_reason: reason }: Debt, time: string): string {
  const t = texts("trade");
  const what = name ? t("timeBy", { time, name }) : time;
  return reason ? t("because", { what, reason }) : what;
}

export function SaleDebt({ debt, timeZone }: { debt: Debt; timeZone: string }) {
  const t = useTranslations("trade");
  const look = DEBT_STATES[debt.state];
  const facts: Fact[] = [
    [t("debt.what"), clearingWord(debt.kind)], [t("amount"), money(debt.amount_minor, debt.currency)], [t("registration"), debt.registration || t("notKnown")],
    ...(debt.person ? [[t("debt.person"), debt.person] as const] : []), ...(debt.note ? [[t("note"), debt.note] as const] : []), ...(debt.photo_ref ? [[t("debt.picture"), debt.photo_ref] as const] : []),
    [t("debt.recorded"), t("timeBy", { time: stamp(debt.recorded_at, timeZone), name: debt.recorded_by })],
    ...(debt.settled_at ? [[t(debt.state === "SETTLED" ? "debt.paid" : "debt.writtenOff"), settled(debt, stamp(debt.settled_at, timeZone))] as const] : []),
  ];
  return (
    <Section id="debt-title" title={t("debt.title")} aside={look && <LookBadge look={look} />}>
      <Facts facts={facts} />
      {debt.state === "OPEN" && (
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <SettleDebt debt={debt} />
          <WriteOff debt={debt} />
        </div>
      )}
    </Section>
  );
}
