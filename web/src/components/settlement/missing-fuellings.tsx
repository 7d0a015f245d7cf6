"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
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

const words = ({ first, last }: Gap) => (first === last ? number(first) : `${number(first)} to ${number(last)}`);

function GiveUp({ site, gap }: { site: Site; gap: Gap }) {
  const client = useQueryClient();
  const { may } = usePermissions();
  const giveUp = useAction((why: string, key) => giveUpFuellings(site.site_id, gap.pump, { first: gap.first, last: gap.last, reason: why }, key), { onSuccess: () => client.invalidateQueries() });
  if (!gap.next || !may("discrepancies.resolve", site.site_id)) return null;
  return (
    <ReasonDialog text="Give up" title={`Give up fuelling ${words(gap)} of pump ${gap.pump}`} label="Why they will never come" field="reason" maxLength={500} busy={giveUp.isPending} error={giveUp.error} onClosed={giveUp.reset}
      testId={`give-up-${gap.pump}`} onSubmit={(why, close) => giveUp.mutate(why, { onSuccess: close })}>
      The totalisers are checked on behind them; what flowed meanwhile stays as a discrepancy. A fuelling that comes after all is booked.
    </ReasonDialog>
  );
}

/** Only there while numbers of fuellings are missing. */
export function MissingFuellings({ site }: { site: Site }) {
  const { data } = useQuery(pumpsSaid(site.site_id));
  const gaps = (data?.items ?? []).flatMap(({ number: pump, missing }) => missing.map((gap, i) => ({ ...gap, pump, next: i === 0 })));
  if (gaps.length === 0) return null;
  return (
    <div className="mb-6">
      <Section id="missing-title" title="Fuellings that did not come" flush>
        <Figures caption="Numbers that did not come although later ones did" rows={gaps} rowId={(gap) => `${gap.pump}-${gap.first}`} columns={[
          { title: "Pump", cell: (gap) => gap.pump }, { title: "Numbers", cell: (gap) => words(gap) },
          { title: "Missing since", cell: (gap) => stamp(gap.since, site.time_zone) }, { title: "", cell: (gap) => <GiveUp site={site} gap={gap} /> },
        ]} />
      </Section>
    </div>
  );
}
