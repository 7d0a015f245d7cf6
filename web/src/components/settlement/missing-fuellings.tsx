"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { number, stamp } from "@/lib/format";
import { giveUpFuellings } from "@/lib/selling-actions";
import { pumpsSaid } from "@/lib/till-queries";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Figures, Section } from "../sales/parts";
import { ReasonDialog } from "../sales/reason-dialog";

interface Gap {
  pump: number;
  first: number;
  last: number;
  since: string;
  /** Numbers are given up in their order. */
  next: boolean;
}

const words = ({ first, last }: Gap) => (first === last ? number(first) : texts("trade")("range", { from: number(first), to: number(last) }));

function GiveUp({ site, gap }: { site: Site; gap: Gap }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const { may } = usePermissions();
  const giveUp = useAction((why: string, key) => giveUpFuellings(site.site_id, gap.pump, { first: gap.first, last: gap.last, reason: why }, key), { onSuccess: () => client.invalidateQueries() });
  if (!gap.next || !may("discrepancies.resolve", site.site_id)) return null;
  return (
    <ReasonDialog text={t("missing.giveUp")} title={t("missing.giveUpTitle", { numbers: words(gap), pump: String(gap.pump) })} label={t("missing.whyNever")} field="reason" maxLength={500} busy={giveUp.isPending} error={giveUp.error} onClosed={giveUp.reset}
      testId={`give-up-${gap.pump}`} onSubmit={(why, close) => giveUp.mutate(why, { onSuccess: close })}>
      {t("missing.giveUpText")}
    </ReasonDialog>
  );
}

/** Only there while numbers of fuellings are missing. */
export function MissingFuellings({ site }: { site: Site }) {
  const t = useTranslations("trade");
  const { data } = useQuery(pumpsSaid(site.site_id));
  const gaps = (data?.items ?? []).flatMap(({ number: pump, missing }) => missing.map((gap, i) => ({ ...gap, pump, next: i === 0 })));
  if (gaps.length === 0) return null;
  return (
    <div className="mb-6">
      <Section id="missing-title" title={t("missingCaption")} flush>
        <Figures caption={t("missing.caption")} rows={gaps} rowId={(gap) => `${gap.pump}-${gap.first}`} columns={[
          { title: t("pump"), cell: (gap) => gap.pump }, { title: t("missing.numbers"), cell: (gap) => words(gap) },
          { title: t("missing.since"), cell: (gap) => stamp(gap.since, site.time_zone) }, { title: "", cell: (gap) => <GiveUp site={site} gap={gap} /> },
        ]} />
      </Section>
    </div>
  );
}
