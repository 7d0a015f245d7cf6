"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { ageWord, breakWords, inSentence, resolutionLook } from "@/lib/finance-words";
import { money, stamp } from "@/lib/format";
import { BREAK_FILE } from "@/lib/list-files";
import { resolveBreak } from "@/lib/payment-actions";
import { breaks } from "@/lib/payment-queries";
import type { Break } from "@/lib/payment-types";
import { useAction } from "@/lib/use-action";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope, useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { PageHead, PaymentTabs } from "../page-head";
import { Paged } from "../paged";
import { LINK, LookBadge, SiteFilter } from "../sales/parts";
import { ReasonDialog } from "../sales/reason-dialog";
import { Segments } from "../segments";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Badge, Empty } from "../ui";
import { paymentPath } from "./parts";
import { RunReconciliation } from "./run-reconciliation";

const TYPES = ["break.changed"] as const;
const WHICH = ["open", "all"] as const;

function Age({ one, zone }: { one: Break; zone: string }) {
  const now = useNow(30_000);
  const until = one.resolved_at ? Date.parse(one.resolved_at) : now;
  return <><span className="font-semibold whitespace-nowrap">{ageWord(Date.parse(one.found_at), until)}</span><span className="block text-sm whitespace-nowrap text-ink-2">{stamp(one.found_at, zone)}</span></>;
}

function Resolve({ one }: { one: Break }) {
  const t = useTranslations("money");
  const client = useQueryClient();
  const { may, mayEverywhere } = usePermissions();
  const resolve = useAction((note: string, key) => resolveBreak(one.break_id, note, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["breaks"] }) });
  const allowed = one.site ? may("breaks.resolve", one.site) : mayEverywhere("breaks.resolve");
  if (one.resolved_at || !allowed) return null;
  const words = breakWords(one.break_class);
  return (
    <span className="flex md:justify-end">
      <ReasonDialog text={t("breaks.resolve")} title={t("breaks.resolveTitle", { what: inSentence(words.word) })} label={t("breaks.whyItIs")} field="note" maxLength={500} busy={resolve.isPending} error={resolve.error} onClosed={resolve.reset} testId={`resolve-${one.break_id}`}
        onSubmit={(note, close) => resolve.mutate(note, { onSuccess: close })}>
        {t("breaks.resolveText", { means: words.means, details: one.details })}
      </ReasonDialog>
    </span>
  );
}

function State({ one, zone }: { one: Break; zone: string }) {
  const t = useTranslations("money");
  if (!one.resolved_at) return <Badge tone="bad" icon="warning">{t("breaks.open")}</Badge>;
  return <><LookBadge look={resolutionLook(one.resolution)} /><span className="mt-1 block text-sm text-ink-2">{[one.note, one.resolved_by, stamp(one.resolved_at, zone)].filter(Boolean).join(" · ")}</span></>;
}

function columns(sites: Sites): readonly Column<Break>[] {
  const t = texts("money");
  const zone = (one: Break) => sites.zone(one.site || undefined);
  return [
    { title: t("breaks.openFor"), cell: (one) => <span data-testid={`break-${one.break_id}`}><Age one={one} zone={zone(one)} /></span> },
    { title: t("breaks.what"), width: "md:w-1/3", cell: (one) => <><span className="font-semibold">{breakWords(one.break_class).word}</span><span className="block text-sm text-ink-2">{one.details || breakWords(one.break_class).means}</span></> },
    { title: t("amount"), width: "md:text-right", cell: (one) => <span className="font-semibold whitespace-nowrap">{one.currency ? money(one.amount_minor, one.currency) : "–"}</span> },
    { title: t("breaks.where"), cell: (one) => <>{one.site ? sites.name(one.site) : t("breaks.allSites")}{one.payment_id && <Link href={paymentPath(one.payment_id)} className={`block text-sm ${LINK}`}>{t("openPayment")}</Link>}<code className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{one.stripe_id}</code></> },
    { title: t("state"), cell: (one) => <State one={one} zone={zone(one)} /> },
    { title: "", cell: (one) => <Resolve one={one} /> },
  ];
}

/** `/breaks?site=…&which=all`: where Stripe and what is kept here differ. */
export function BreaksPage() {
  const t = useTranslations("money");
  const sites = useSites("finance.read");
  const { filter, set } = useFilter(["site", "which"]);
  const which = filter.which === "all" ? "all" : "open";
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), TYPES);
  const query = breaks({ ...(filter.site && { site: filter.site }), ...(which === "open" && { open_only: "true" }) });
  return (
    <>
      <PaymentTabs />
      <PageHead title={t("breaks.title")} aside={<Segments label={t("show")} value={which} options={WHICH.map((value) => ({ value, word: t(`breaks.${value}`) }))} onChange={(next) => set({ which: next === "open" ? "" : next })} />}>
        {t("breaks.intro")}
      </PageHead>
      <RunReconciliation />
      <Tools><SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} /><ListFiles name="reconciliation" query={query} columns={BREAK_FILE} /></Tools>
      <Paged what={t("breaks.the")} query={query} empty={<Empty icon="check" title={which === "open" ? t("breaks.none") : t("breaks.never")}>{t("breaks.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("breaks.caption")} columns={columns(sites)} rows={rows} rowId={(one) => one.break_id} />}
      </Paged>
    </>
  );
}
