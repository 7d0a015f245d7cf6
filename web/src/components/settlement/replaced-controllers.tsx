"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { components } from "@/api/schema";
import { number, stamp } from "@/lib/format";
import { restartNumbers } from "@/lib/selling-actions";
import { pumpNumbers } from "@/lib/selling-queries";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Figures, Section } from "../sales/parts";
import { ReasonDialog } from "../sales/reason-dialog";

type PumpNumbers = components["schemas"]["PumpNumbers"];

function Restart({ site, one }: { site: Site; one: PumpNumbers }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const { may } = usePermissions();
  const restart = useAction(
    (why: string, key) => restartNumbers(site.site_id, one.pump, { last: one.last, replaced_at: one.reused_since ?? "", reason: why }, key),
    { onSuccess: () => client.invalidateQueries() },
  );
  if (!may("discrepancies.resolve", site.site_id)) return null;
  return (
    <ReasonDialog text={t("replaced.goOn")} title={t("replaced.goOnTitle", { pump: String(one.pump) })} label={t("replaced.what")} field="reason" maxLength={500} busy={restart.isPending} error={restart.error} onClosed={restart.reset}
      testId={`restart-numbers-${one.pump}`} onSubmit={(why, close) => restart.mutate(why, { onSuccess: close })}>
      {t("replaced.goOnText", { last: number(one.last), count: one.reused })}
    </ReasonDialog>
  );
}

/** Only there while a pump sends fuellings under numbers that were used. */
export function ReplacedControllers({ site }: { site: Site }) {
  const t = useTranslations("trade");
  const { data } = useQuery(pumpNumbers(site.site_id));
  const counting = (data?.items ?? []).filter((one) => one.reused > 0);
  if (counting.length === 0) return null;
  return (
    <div className="mb-6">
      <Section id="replaced-title" title={t("replaced.title")} flush>
        <p className="px-4 py-2.5 text-sm text-ink-2">{t("replaced.hint")}</p>
        <Figures caption={t("replaced.caption")} rows={counting} rowId={(one) => String(one.pump)} columns={[
          { title: t("pump"), cell: (one) => one.pump }, { title: t("replaced.notBooked"), numeric: true, cell: (one) => number(one.reused) },
          { title: t("replaced.since"), cell: (one) => (one.reused_since ? stamp(one.reused_since, site.time_zone) : "–") }, { title: t("replaced.last"), numeric: true, cell: (one) => number(one.last) },
          { title: "", cell: (one) => <Restart site={site} one={one} /> },
        ]} />
      </Section>
    </div>
  );
}
