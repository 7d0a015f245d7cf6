"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import type { CsvColumn } from "@/lib/csv";
import { stamp } from "@/lib/format";
import { cancelSilence } from "@/lib/rule-actions";
import { silences } from "@/lib/rule-queries";
import type { Silence } from "@/lib/rule-types";
import { SILENCE_KINDS, coversWord, isOpen, silenceLook } from "@/lib/silence-words";
import { useAction } from "@/lib/use-action";
import { useSites, type Sites } from "@/lib/use-sites";
import { useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { useRuleNames } from "../alerts/parts";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { AlertTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { sitesWord, useMayAtAll } from "../rules/rule-parts";
import { LookBadge, SiteFilter } from "../sales/parts";
import { Segments } from "../segments";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Button, Empty } from "../ui";
import { NewSilence } from "./new-silence";

const WHICH = ["current", "all"] as const;

const FILE: readonly CsvColumn<Silence>[] = [
  { title: "silence_id", value: (one) => one.silence_id }, { title: "kind", value: (one) => one.kind }, { title: "sites", value: (one) => one.sites.join("; ") }, { title: "rule", value: (one) => one.rule },
  { title: "device", value: (one) => one.device }, { title: "critical", value: (one) => one.critical }, { title: "reason", value: (one) => one.reason }, { title: "starts_at", value: (one) => one.starts_at },
  { title: "ends_at", value: (one) => one.ends_at }, { title: "created_at", value: (one) => one.created_at }, { title: "created_by", value: (one) => one.created_by },
  { title: "cancelled_at", value: (one) => one.cancelled_at }, { title: "cancelled_by", value: (one) => one.cancelled_by },
];

function Cancel({ silence }: { silence: Silence }) {
  const t = useTranslations("alerts");
  const client = useQueryClient();
  const now = useNow(30_000);
  const manage = useMayAtAll("silences.manage")(silence.sites);
  const cancel = useAction((id: string, key) => cancelSilence(id, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["silences"] }) });
  if (!manage || !isOpen(silence, now)) return null;
  return (
    <span className="flex md:justify-end">
      <Confirm text={t("silence.endNow")} title={t(`silenceEnd.${silence.kind}`)} busy={cancel.isPending} error={cancel.error} onConfirm={(close) => cancel.mutate(silence.silence_id, { onSuccess: close })} onClosed={cancel.reset} testId={`cancel-${silence.silence_id}`}>
        {t("silence.endHint")}
      </Confirm>
    </span>
  );
}

function State({ silence, zone }: { silence: Silence; zone: string }) {
  const t = useTranslations("alerts");
  const now = useNow(30_000);
  return (
    <span data-testid={`silence-${silence.silence_id}`}>
      <LookBadge look={silenceLook(silence, now)} />
      <span className="mt-1 block text-sm text-ink-2">{SILENCE_KINDS[silence.kind]}</span>
      {silence.cancelled_at && <span className="block text-sm text-ink-2">{t("timeBy", { time: stamp(silence.cancelled_at, zone), name: silence.cancelled_by })}</span>}
    </span>
  );
}

/** Of its site; in the reader's own zone where there are several. */
function zoneOf(silence: Silence, sites: Sites): string {
  return sites.zone(silence.sites.length === 1 ? silence.sites[0] : undefined);
}

function columns(sites: Sites, ruleName: (id: string) => string): readonly Column<Silence>[] {
  const t = texts("alerts");
  return [
    { title: t("stateName"), cell: (one) => <State silence={one} zone={zoneOf(one, sites)} /> },
    { title: t("silence.nobodyFor"), cell: (one) => <><span className="font-semibold">{coversWord(one, ruleName)}</span><span className="block text-sm text-ink-2">{sitesWord(one.sites, sites)}</span></> },
    { title: t("silence.from"), cell: (one) => <span className="whitespace-nowrap">{stamp(one.starts_at, zoneOf(one, sites))}</span> },
    { title: t("silence.until"), cell: (one) => <span className="font-semibold whitespace-nowrap">{stamp(one.ends_at, zoneOf(one, sites))}</span> },
    { title: t("why"), width: "md:w-1/4", cell: (one) => <><span className="[overflow-wrap:anywhere]">{one.reason}</span><span className="block text-sm text-ink-2">{one.created_by}</span></> },
    { title: "", cell: (one) => <Cancel silence={one} /> },
  ];
}

/** `/silences?site=…&which=all`; `new=1` opens the form, `rule` and `device` fill it in. */
export function SilencesPage() {
  const t = useTranslations("alerts");
  const sites = useSites("alerts.read");
  const rules = useRuleNames();
  const { may } = usePermissions();
  const { filter, set } = useFilter(["site", "which", "new", "rule", "device"]);
  const which = filter.which === "all" ? "all" : "current";
  const query = silences({ ...(filter.site && { site: filter.site }), ...(which === "current" && { current: "true" }) });
  const manage = may("silences.manage");
  return (
    <>
      <AlertTabs />
      <PageHead title={t("silence.silences")} aside={<><ListFiles name="silences" query={query} columns={FILE} />{manage && <Button primary onClick={() => set({ new: "1" })} data-testid="silence-new"><Icon name="mute" />{t("silence.new")}</Button>}</>}>
        {t("silence.intro")}
      </PageHead>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <Segments label={t("show")} value={which} options={WHICH.map((value) => ({ value, word: t(`silence.${value}`) }))} onChange={(next) => set({ which: next === "all" ? "all" : "" })} />
      </Tools>
      <Paged what={t("silence.the")} query={query} empty={<Empty icon="bell" title={which === "current" ? t("silence.nothingSilenced") : t("silence.neverSilenced")}>{t("silence.hint")}</Empty>}>
        {(rows) => <DataTable caption={t("silence.caption")} columns={columns(sites, rules.name)} rows={rows} rowId={(one) => one.silence_id} />}
      </Paged>
      {manage && filter.new && <NewSilence site={filter.site ?? ""} rule={filter.rule ?? ""} device={filter.device ?? ""} onClose={() => set({ new: "", rule: "", device: "" })} />}
    </>
  );
}
