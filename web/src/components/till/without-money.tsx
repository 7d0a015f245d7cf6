"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { openVouched } from "@/lib/till-actions";
import type { Pump, SaleOpening } from "@/lib/till-types";
import { releaseWords } from "@/lib/till-words";
import { usePermissions } from "@/session/use-me";
import { SelectField, TextField, textOf } from "../form";
import { useApproval } from "./approval";
import { BigButton, Refused, useSaleAction, useTill } from "./till-parts";

type Wish = SaleOpening & { approved?: string };

function useVouchedRelease(onDone: () => void) {
  const { say } = useTill();
  return useSaleAction(({ approved, ...asked }: Wish, key: string) => openVouched(asked, key, approved), {
    quiet: true,
    onDone: (sale) => {
      const words = releaseWords(sale);
      if (words) say({ tone: sale.state === "REFUSED" ? "bad" : "warn", text: words });
      onDone();
    },
  });
}

/** Fuel that nobody pays: a pump test goes back to its tank; own use stays in the company, and a supervisor answers for it. */
export function WithoutMoney({ pump, onDone }: { pump: Pump; onDone: () => void }) {
  const t = useTranslations("till");
  const handout = useTranslations("handout");
  const { site, shift } = useTill();
  const { may } = usePermissions();
  const approval = useApproval();
  const release = useVouchedRelease(onDone);
  const tests = may("pumps.control", site.site_id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const asked = { site: site.site_id, pump: pump.number, shift_id: shift.shift_id, note: textOf(data, "note") };
    if (textOf(data, "kind") === "PUMP_TEST") release.run({ ...asked, kind: "PUMP_TEST" });
    else approval.begin({ target: `pump/${pump.number}`, words: handout("ownUse", { pump: String(pump.number) }) }, (approved) => release.run({ ...asked, kind: "OWN_USE", approved }));
  };
  return (
    <details className="mt-4 rounded-xl border border-line">
      <summary className="flex min-h-14 items-center px-4 text-lg font-semibold" data-testid="without-money">{tests ? t("pump.testOrOwnUse") : t("pump.ownUse")}</summary>
      <form onSubmit={submit} className="grid gap-3 px-4 pb-4 sm:grid-cols-[1fr_auto] sm:items-end sm:*:first:col-span-2">
        <SelectField label={t("pump.whatFor")} name="kind" className="min-h-14!">
          {tests && <option value="PUMP_TEST">{t("pump.test")}</option>}
          <option value="OWN_USE">{t("pump.ownUse")}</option>
        </SelectField>
        <TextField label={t("movement.why")} name="note" required maxLength={300} className="min-h-14!" autoCapitalize="sentences" data-testid="without-money-why" />
        <BigButton type="submit" disabled={release.busy} data-testid="without-money-release">{release.busy ? t("pump.releasing") : t("pump.release")}</BigButton>
      </form>
      <Refused error={release.error} />
      {approval.dialog}
    </details>
  );
}
