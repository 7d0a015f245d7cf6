"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
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
const SPANS = ["1", "7", "31"] as const;
type Span = (typeof SPANS)[number];
const SHOWN = 50;

export function useTrial() {
  return useAction((wish: DryRunWish, key) => tryRule(wish, key));
}

type Trial = ReturnType<typeof useTrial>;

function Alerts({ found, sites }: { found: Found; sites: Sites }) {
  const t = useTranslations("alerts");
  const columns: readonly Figure<DryRunAlert>[] = [
    { title: t("raised"), cell: (one) => <span className="whitespace-nowrap">{stamp(one.raised_at, sites.zone(one.site))}</span> },
    { title: t("rule.over"), cell: (one) => <span className="whitespace-nowrap">{one.cleared_at ? stamp(one.cleared_at, sites.zone(one.site)) : t("rule.stillOpen")}</span> },
    { title: t("rule.where"), cell: (one) => <>{sites.name(one.site)}<span className="block text-sm text-ink-2">{deviceName(one.device)}</span></> },
    { title: t("severityName"), cell: (one) => <LookBadge look={SEVERITIES[one.severity]} /> },
    { title: t("alert"), cell: (one) => one.text },
  ];
  const rows = found.alerts.slice(0, SHOWN);
  if (rows.length === 0) return null;
  return (
    <>
      <div className="overflow-hidden rounded-lg border border-line"><Figures caption={t("rule.wouldHaveRaised")} columns={columns} rows={rows} rowId={(one) => `${one.key} ${one.raised_at}`} /></div>
      {found.total > rows.length && <p className="text-sm text-ink-2">{t("rule.firstOf", { n: String(rows.length), total: number(found.total) })}</p>}
    </>
  );
}

function PerSite({ found, sites }: { found: Found; sites: Sites }) {
  const fired = found.sites.filter((one) => one.alerts > 0);
  if (found.sites.length < 2 || fired.length === 0) return null;
  return <p>{fired.map((one) => `${sites.name(one.site)}: ${number(one.alerts)}`).join(" · ")}</p>;
}

function Result({ found, span, sites }: { found: Found; span: Span; sites: Sites }) {
  const t = useTranslations("alerts");
  const { total, looked_at: looked } = found;
  return (
    <div className="space-y-3">
      <p role="status" data-testid="dry-run-total" data-total={total} className={`rounded-lg px-4 py-3 ${TONE[total === 0 ? "ok" : "info"]}`}>
        <strong>{t("rule.would", { total, span })}</strong> {looked === 0 ? t("rule.lookedAtNothing") : t("rule.looked", { n: number(looked) })}
      </p>
      <PerSite found={found} sites={sites} />
      <Alerts found={found} sites={sites} />
    </div>
  );
}

function Outcome({ trial, span, sites, changed }: { trial: Trial; span: Span; sites: Sites; changed: boolean }) {
  const t = useTranslations("alerts");
  if (trial.isPending) return <Skeletons count={1} className="h-14" label={t("rule.tryingRule")} />;
  if (!trial.data) return null;
  if (changed) return <p role="status" className="text-ink-2">{t("rule.changedSince")}</p>;
  return <Result found={trial.data} span={span} sites={sites} />;
}

function Where({ sites, value, onChange }: { sites: Sites; value: string; onChange: (site: string) => void }) {
  const t = useTranslations("alerts");
  const { may } = usePermissions();
  const offered = sites.all.filter((one) => may("alert_rules.manage", one.site_id));
  return <FilterSelect label={t("rule.whereTried")} all={t("rule.allSites")} value={value} options={offered.map((one) => ({ value: one.site_id, word: one.name }))} onChange={onChange} />;
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
  const t = useTranslations("alerts");
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
        <Segments label={t("rule.howFarBack")} value={days} options={SPANS.map((value) => ({ value, word: t(`rule.span.${value}`) }))} onChange={setDays} />
        <Where sites={sites} value={site} onChange={setSite} />
        <Button onClick={go} disabled={trial.isPending} data-testid="dry-run">{trial.isPending ? t("rule.trying") : t("rule.tryIt")}</Button>
      </div>
      <FormError error={blocked ? new Error(t("rule.unreadable")) : trial.error} />
      <Outcome trial={trial} span={tried} sites={sites} changed={changed} />
    </div>
  );
}
