"use client";

import { useState } from "react";
import { SEVERITIES } from "@/lib/alert-words";
import { deviceName, number, stamp } from "@/lib/format";
import { tryRule } from "@/lib/rule-actions";
import type { DryRun as Found, DryRunAlert, DryRunWish, NamedRuleWish } from "@/lib/rule-types";
import { useAction } from "@/lib/use-action";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { FormError } from "../form";
import { Figures, LookBadge, type Figure } from "../sales/parts";
import { Segments } from "../segments";
import { FilterSelect } from "../table-tools";
import { Button, Skeletons, TONE } from "../ui";

const DAY_MS = 86_400_000;
const SPANS = [{ value: "1", word: "Day" }, { value: "7", word: "Week" }, { value: "31", word: "31 days" }] as const;
type Span = (typeof SPANS)[number]["value"];
const SPAN_WORDS: Record<Span, string> = { 1: "the last day", 7: "the last week", 31: "the last 31 days" };
const SHOWN = 50;

export function useTrial() {
  return useAction((wish: DryRunWish, key) => tryRule(wish, key));
}

type Trial = ReturnType<typeof useTrial>;

function times(total: number): string {
  return total === 0 ? "not have fired" : `have fired ${number(total)} ${total === 1 ? "time" : "times"}`;
}

function Alerts({ found, sites }: { found: Found; sites: Sites }) {
  const columns: readonly Figure<DryRunAlert>[] = [
    { title: "Raised", cell: (one) => <span className="whitespace-nowrap">{stamp(one.raised_at, sites.zone(one.site))}</span> },
    { title: "Over", cell: (one) => <span className="whitespace-nowrap">{one.cleared_at ? stamp(one.cleared_at, sites.zone(one.site)) : "still open"}</span> },
    { title: "Where", cell: (one) => <>{sites.name(one.site)}<span className="block text-sm text-ink-2">{deviceName(one.device)}</span></> },
    { title: "Severity", cell: (one) => <LookBadge look={SEVERITIES[one.severity]} /> },
    { title: "Alert", cell: (one) => one.text },
  ];
  const rows = found.alerts.slice(0, SHOWN);
  if (rows.length === 0) return null;
  return (
    <>
      <div className="overflow-hidden rounded-lg border border-line"><Figures caption="Alerts that it would have raised" columns={columns} rows={rows} rowId={(one) => `${one.key} ${one.raised_at}`} /></div>
      {found.total > rows.length && <p className="text-sm text-ink-2">The first {rows.length} of {number(found.total)}.</p>}
    </>
  );
}

function PerSite({ found, sites }: { found: Found; sites: Sites }) {
  const fired = found.sites.filter((one) => one.alerts > 0);
  if (found.sites.length < 2 || fired.length === 0) return null;
  return <p>{fired.map((one) => `${sites.name(one.site)}: ${number(one.alerts)}`).join(" · ")}</p>;
}

function Result({ found, span, sites }: { found: Found; span: Span; sites: Sites }) {
  const { total, looked_at: looked } = found;
  return (
    <div className="space-y-3">
      <p role="status" data-testid="dry-run-total" data-total={total} className={`rounded-lg px-4 py-3 ${TONE[total === 0 ? "ok" : "info"]}`}>
        <strong>It would {times(total)} in {SPAN_WORDS[span]}.</strong> {looked === 0 ? "But nothing is stored that it could have looked at." : `${number(looked)} values and events were looked at.`}
      </p>
      <PerSite found={found} sites={sites} />
      <Alerts found={found} sites={sites} />
    </div>
  );
}

function Outcome({ trial, span, sites, changed }: { trial: Trial; span: Span; sites: Sites; changed: boolean }) {
  if (trial.isPending) return <Skeletons count={1} className="h-14" label="Trying the rule" />;
  if (!trial.data) return null;
  if (changed) return <p role="status" className="text-ink-2">The rule was changed since it was tried.</p>;
  return <Result found={trial.data} span={span} sites={sites} />;
}

function Where({ sites, value, onChange }: { sites: Sites; value: string; onChange: (site: string) => void }) {
  const { may } = usePermissions();
  const offered = sites.all.filter((one) => may("alert_rules.manage", one.site_id));
  return <FilterSelect label="Where it is tried" all="All sites of the rule" value={value} options={offered.map((one) => ({ value: one.site_id, word: one.name }))} onChange={onChange} />;
}

interface Props {
  sites: Sites;
  trial: Trial;
  /** The rule as it would be saved; null while something in it cannot be read. */
  rule: () => NamedRuleWish | null;
  changed?: boolean;
}

/** What the rule would have raised in the past. Nobody is called. */
export function DryRun({ sites, trial, rule, changed = false }: Props) {
  const [days, setDays] = useState<Span>("7");
  const [site, setSite] = useState("");
  const [blocked, setBlocked] = useState(false);
  const [tried, setTried] = useState<Span>("7");
  const go = () => {
    const wanted = rule();
    setBlocked(!wanted);
    if (!wanted) return;
    setTried(days);
    const end = Date.now();
    trial.mutate({ rule: wanted, sites: site ? [site] : [], start: new Date(end - Number(days) * DAY_MS).toISOString(), end: new Date(end).toISOString() });
  };
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-3 print:hidden">
        <Segments label="How far back" value={days} options={SPANS} onChange={setDays} />
        <Where sites={sites} value={site} onChange={setSite} />
        <Button onClick={go} disabled={trial.isPending} data-testid="dry-run">{trial.isPending ? "Trying…" : "Try it"}</Button>
      </div>
      <FormError error={blocked ? new Error("Something in the rule cannot be read. See what is said beside the fields.") : trial.error} />
      <Outcome trial={trial} span={tried} sites={sites} changed={changed} />
    </div>
  );
}
