"use client";

import { useQueryClient } from "@tanstack/react-query";
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
  const { may } = usePermissions();
  const client = useQueryClient();
  const writeOff = useAction((reason: string, key) => writeOffDebt(debt.debt_id, reason, key), {
    onSuccess: () => Promise.all(["sale", "debts"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  if (debt.state !== "OPEN" || !may("sales.approve", debt.site)) return null;
  return (
    <ReasonDialog text="Write off" title="Write off the debt?" label="Why" field="reason" busy={writeOff.isPending} error={writeOff.error} onClosed={writeOff.reset} testId={`write-off-${debt.debt_id}`}
      onSubmit={(reason, close) => writeOff.mutate(reason, { onSuccess: close })}>
      Nobody will pay {money(debt.amount_minor, debt.currency)} any more. This cannot be taken back.
    </ReasonDialog>
  );
}

export function SaleDebt({ debt, timeZone }: { debt: Debt; timeZone: string }) {
  const look = DEBT_STATES[debt.state];
  const facts: Fact[] = [
    ["What happened", clearingWord(debt.kind)], ["Amount", money(debt.amount_minor, debt.currency)], ["Registration", debt.registration || "not known"],
    ...(debt.person ? [["Person", debt.person] as const] : []), ...(debt.note ? [["Note", debt.note] as const] : []), ...(debt.photo_ref ? [["Picture", debt.photo_ref] as const] : []),
    ["Recorded", `${stamp(debt.recorded_at, timeZone)} by ${debt.recorded_by}`],
    ...(debt.settled_at ? [[debt.state === "SETTLED" ? "Paid" : "Written off", `${stamp(debt.settled_at, timeZone)}${debt.settled_by && ` by ${debt.settled_by}`}${debt.settled_reason && `: ${debt.settled_reason}`}`] as const] : []),
  ];
  return (
    <Section id="debt-title" title="Debt" aside={look && <LookBadge look={look} />}>
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
