"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { localDay } from "@/lib/format";
import type { ErasurePlan, PlannedSection } from "@/lib/personal-data-actions";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";

function columns(): readonly Column<PlannedSection>[] {
  const t = texts("personalData");
  return [
    { title: t("what"), cell: (row) => <span className="font-semibold">{known("personalData", `section.${row.name}`) ?? row.name}</span> },
    { title: t("erased"), cell: (row) => String(row.erased) },
    { title: t("kept"), cell: (row) => String(row.kept) },
    { title: t("why"), width: "md:w-1/3", cell: (row) => t(`reason.${row.reason}`) },
    { title: t("until"), cell: (row) => (row.kept_until ? localDay(row.kept_until) : "–") },
  ];
}

interface Props {
  plan: ErasurePlan;
  /** It was carried out. */
  done: boolean;
  busy: boolean;
  error: unknown;
  onErase: (close: () => void) => void;
  onClosed: () => void;
}

/** What an erasure takes away and what it keeps, and the button that does it. */
export function Erasure({ plan, done, busy, error, onErase, onClosed }: Props) {
  const t = useTranslations("personalData");
  const erases = plan.sections.some((section) => section.erased > 0);
  return (
    <section className="mt-6 space-y-4" data-testid="erasure-plan" data-erases={erases}>
      <DataTable caption={t("plan")} columns={columns()} rows={plan.sections} rowId={(row) => `${row.service} ${row.name}`} />
      {done && <p role="status" className="font-semibold" data-testid="erasure-done">{t("done")}</p>}
      {!done && !erases && <p className="text-ink-2">{t("nothing")}</p>}
      {!done && plan.hindrances.map((name) => <p key={name} role="alert" className="font-semibold text-bad-ink">{t("hindered")} {t(`hindrance.${name}`)}</p>)}
      {!done && erases && plan.hindrances.length === 0 && (
        <Confirm text={t("erase")} title={t("eraseAsk", { name: plan.subject.value })} busy={busy} error={error} onConfirm={onErase} onClosed={onClosed} testId="erase">
          {t("eraseText")}
        </Confirm>
      )}
    </section>
  );
}
