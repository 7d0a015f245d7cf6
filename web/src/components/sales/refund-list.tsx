"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { money, stamp } from "@/lib/format";
import { REFUND_FILE } from "@/lib/list-files";
import { refunds } from "@/lib/selling-queries";
import type { Refund } from "@/lib/selling-types";
import { REFUND_STATES, options } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { FilterSelect, ListFiles, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { LINK, LookBadge, SiteFilter } from "./parts";
import { salePath } from "./paths";
import { RefundDecision } from "./refund-decision";
import { outcomeLook, whereTo } from "./refund-words";

export function RefundState({ refund }: { refund: Refund }) {
  const t = useTranslations("sales");
  const look = outcomeLook(refund) ?? REFUND_STATES[refund.state];
  return <>{look && <LookBadge look={look} />}{refund.decided_by && <span className="mt-1 block text-sm text-ink-2">{t("by", { name: refund.decided_by })}{refund.decision_reason && `: ${refund.decision_reason}`}</span>}</>;
}

function columns(sites: Sites): readonly Column<Refund>[] {
  const t = texts("sales");
  return [
    { title: t("askedFor"), cell: (refund) => <Link href={salePath(refund.sale_id)} className={`whitespace-nowrap ${LINK}`}>{stamp(refund.requested_at, sites.zone(refund.site))}</Link> },
    { title: t("state"), cell: (refund) => <RefundState refund={refund} /> },
    { title: t("amount"), width: "md:text-right", cell: (refund) => <><span className="font-semibold whitespace-nowrap">{money(refund.amount_minor, refund.currency)}</span><span className="block text-sm text-ink-2">{whereTo(refund)}</span></> },
    { title: t("why"), width: "md:w-1/4", cell: (refund) => <>{refund.reason}<span className="block text-sm text-ink-2">{refund.requested_by}</span></> },
    { title: t("site"), cell: (refund) => sites.name(refund.site) },
    { title: "", cell: (refund) => <RefundDecision refund={refund} /> },
  ];
}

export function RefundList({ sites }: { sites: Sites }) {
  const t = useTranslations("sales");
  const { filter, set } = useFilter(["site", "refund"]);
  const { refund, ...rest } = filter;
  const query = refunds({ ...rest, ...(refund && { state: refund }) });
  return (
    <>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label={t("state")} all={t("everyState")} value={refund ?? ""} options={options(REFUND_STATES)} onChange={(state) => set({ refund: state })} />
        <ListFiles name="refunds" query={query} columns={REFUND_FILE} />
      </Tools>
      <Paged what={t("theRefunds")} query={query} empty={<Empty icon="swap" title={refund ? t("noRefundState") : t("noRefunds")}>{t("noRefundsHint")}</Empty>}>
        {(rows) => <DataTable caption={t("refundsNewest")} columns={columns(sites)} rows={rows} rowId={(one) => one.refund_id} />}
      </Paged>
    </>
  );
}
