"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { litres } from "@/lib/amounts";
import { deviceName, money, number, signed, stamp, unitPrice } from "@/lib/format";
import { DISCREPANCY_FILE } from "@/lib/list-files";
import { resolveDiscrepancy } from "@/lib/selling-actions";
import { discrepancies } from "@/lib/selling-queries";
import type { Discrepancy } from "@/lib/selling-types";
import { discrepancyWords, within } from "@/lib/selling-words";
import { useAction } from "@/lib/use-action";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { PageHead, SellingTabs } from "../page-head";
import { Paged } from "../paged";
import { SiteFilter } from "../sales/parts";
import { ReasonDialog } from "../sales/reason-dialog";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Badge, Empty, SectionTitle } from "../ui";

function quantity(one: Discrepancy, value: number, currency: string): string {
  if (one.unit === "ml") return litres(value);
  if (one.unit === "minor") return money(value, currency);
  return one.unit === "milli" ? unitPrice(value, currency) : number(value);
}

function difference(one: Discrepancy, currency: string): string {
  const value = one.found - one.expected;
  return signed(value, quantity(one, Math.abs(value), currency));
}

function Difference({ one, currency }: { one: Discrepancy; currency: string }) {
  const t = useTranslations("trade");
  if (one.unit === "") return <span className="text-ink-2">–</span>;
  return <><strong className="whitespace-nowrap">{difference(one, currency)}</strong><span className="block text-sm text-ink-2"><span className="whitespace-nowrap">{t("discrepancy.expected", { value: quantity(one, one.expected, currency) })}</span> <span className="whitespace-nowrap">{t("discrepancy.found", { value: quantity(one, one.found, currency) })}</span></span></>;
}

function where(one: Discrepancy): string {
  return [one.pump > 0 && deviceName(`pump/${one.pump}`), one.nozzle > 0 && texts("trade")("moment.nozzle", { nozzle: String(one.nozzle) })].filter(Boolean).join(", ");
}

function orderOf(one: Discrepancy): string {
  if (one.sequence === 0) return "";
  const text = String(one.sequence);
  return one.kind === "settlement" ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : texts("trade")("discrepancy.fuelling", { number: number(one.sequence) });
}

function Resolve({ one }: { one: Discrepancy }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const { may } = usePermissions();
  const resolve = useAction((why: string, key) => resolveDiscrepancy(one.discrepancy_id, why, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["discrepancies"] }) });
  if (!may("discrepancies.resolve", one.site)) return null;
  const words = discrepancyWords(one.kind);
  return (
    <span className="flex md:justify-end">
      <ReasonDialog text={t("discrepancy.resolve")} title={t("discrepancy.resolveTitle", { what: within(words.word), where: within(where(one)) })} label={t("whyItIs")} field="resolution" maxLength={500} busy={resolve.isPending} error={resolve.error} onClosed={resolve.reset}
        testId={`resolve-${one.discrepancy_id}`} onSubmit={(why, close) => resolve.mutate(why, { onSuccess: close })}>
        {t("discrepancy.resolveText", { means: words.means })}
      </ReasonDialog>
    </span>
  );
}

function common(sites: Sites): readonly Column<Discrepancy>[] {
  const t = texts("trade");
  const currency = (one: Discrepancy) => sites.find(one.site)?.currency ?? "";
  return [
    { title: t("discrepancy.foundAt"), cell: (one) => <span data-testid={`discrepancy-${one.discrepancy_id}`} className="whitespace-nowrap">{stamp(one.found_at, sites.zone(one.site))}</span> },
    { title: t("what"), width: "md:w-1/4", cell: (one) => <><Badge tone={one.state === "OPEN" ? "bad" : "muted"} icon={one.state === "OPEN" ? "warning" : "check"}>{discrepancyWords(one.kind).word}</Badge><span className="mt-1 block text-sm text-ink-2">{discrepancyWords(one.kind).means}</span></> },
    { title: t("discrepancy.where"), cell: (one) => <>{where(one)}<span className="block text-sm text-ink-2">{orderOf(one)}</span><span className="block text-sm text-ink-2">{sites.name(one.site)}</span></> },
    { title: t("difference"), cell: (one) => <Difference one={one} currency={currency(one)} /> },
  ];
}

function resolvedColumns(sites: Sites): readonly Column<Discrepancy>[] {
  return [...common(sites), { title: texts("trade")("whyItIs"), width: "md:w-1/4", cell: (one) => <>{one.resolution}<span className="block text-sm text-ink-2">{one.resolved_by}{one.resolved_at && `, ${stamp(one.resolved_at, sites.zone(one.site))}`}</span></> }];
}

/** `/discrepancies?site=…`: open ones first. */
export function DiscrepanciesPage() {
  const t = useTranslations("trade");
  const sites = useSites("settlement.read");
  const { filter, set } = useFilter(["site"]);
  return (
    <>
      <SellingTabs />
      <PageHead title={t("discrepancy.title")}>{t("discrepancy.intro")}</PageHead>
      <Tools><SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} /><ListFiles name="discrepancies" query={discrepancies(filter)} columns={DISCREPANCY_FILE} shown={discrepancies({ ...filter, state: "RESOLVED" })} /></Tools>
      <section aria-labelledby="open-title" className="mb-6">
        <SectionTitle id="open-title">{t("open")}</SectionTitle>
        <Paged what={t("discrepancy.the")} query={discrepancies({ ...filter, state: "OPEN" })} empty={<Empty icon="check" title={t("discrepancy.none")}>{t("discrepancy.noneHint")}</Empty>}>
          {(rows) => <DataTable caption={t("discrepancy.openNewest")} columns={[...common(sites), { title: "", cell: (one) => <Resolve one={one} /> }]} rows={rows} rowId={(one) => one.discrepancy_id} />}
        </Paged>
      </section>
      <section aria-labelledby="resolved-title">
        <SectionTitle id="resolved-title">{t("discrepancy.resolved")}</SectionTitle>
        <Paged what={t("discrepancy.theResolved")} query={discrepancies({ ...filter, state: "RESOLVED" })} empty={<Empty icon="book" title={t("discrepancy.noneResolved")} />}>
          {(rows) => <DataTable caption={t("discrepancy.resolvedNewest")} columns={resolvedColumns(sites)} rows={rows} rowId={(one) => one.discrepancy_id} />}
        </Paged>
      </section>
    </>
  );
}
