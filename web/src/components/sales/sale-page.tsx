"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { withQuery } from "@/lib/api";
import { deviceName, fullStamp, money } from "@/lib/format";
import { tillPath } from "@/lib/navigation";
import { reasonWord } from "@/lib/reason-words";
import { sale as saleQuery } from "@/lib/selling-queries";
import type { SaleDetail } from "@/lib/selling-types";
import { ORIGINS, SALE_KINDS, refusalCode, saleLook } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { SaleReceipts } from "../receipts/sale-receipts";
import { PrintButton } from "../table-tools";
import { Badge, TONE } from "../ui";
import { FuelFacts } from "./fuel-facts";
import { BackLink, Detail, Facts, LINK, LookBadge, type Fact } from "./parts";
import { shiftPath } from "./paths";
import { SaleCards } from "./sale-cards";
import { SaleDebt } from "./sale-debt";
import { SalePhotos } from "./sale-photos";
import { SaleRefunds } from "./sale-refunds";
import { Ticket } from "./ticket";
import { TimeLine } from "./time-line";

const TYPES = ["sale.changed", "sale.refunded", "payment.changed", "card_refund.changed"] as const;

function titleOf(sale: SaleDetail): string {
  const where = sale.pump > 0 ? deviceName(`pump/${sale.pump}`) : texts("trade")("shop");
  return sale.total_minor > 0 ? `${where}, ${money(sale.total_minor, sale.currency)}` : where;
}

function facts(sale: SaleDetail, sites: Sites): Fact[] {
  const zone = sites.zone(sale.site);
  const t = texts("trade");
  const timeBy = (time: string, name: string) => (name ? t("timeBy", { time: fullStamp(time, zone), name }) : fullStamp(time, zone));
  return [
    [t("site"), sites.name(sale.site)],
    [t("kind"), SALE_KINDS[sale.kind]],
    [t("sale.opened"), timeBy(sale.opened_at, sale.opened_by)],
    ...(sale.cleared_at ? [[t("sale.cleared"), timeBy(sale.cleared_at, sale.cleared_by)] as const] : []),
    ...(sale.shift_id || sale.opened_shift_id ? [[t("sale.shift"), <Link key="shift" href={shiftPath(sale.shift_id || sale.opened_shift_id)} className={LINK}>{t("sale.itsShift")}</Link>] as const] : []),
    ...(sale.note ? [[t("note"), sale.note] as const] : []),
  ];
}

/** What is out of the ordinary about it. */
function Notes({ sale }: { sale: SaleDetail }) {
  const t = useTranslations("trade");
  const refused = [sale.reason && reasonWord(sale.reason), refusalCode(sale.refusal_code)].filter(Boolean).join(", ");
  const notes = [
    ...(sale.origin !== "POS" ? [t("sale.originNote", { origin: ORIGINS[sale.origin] })] : []),
    ...(refused ? [t("sale.refusedNote", { state: saleLook(sale).word, why: refused })] : []),
  ];
  return notes.map((note) => <p key={note} className={`mb-4 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.warn}`}><Icon name="info" className="size-6" /><span>{note}</span></p>);
}

function Body({ sale, sites }: { sale: SaleDetail; sites: Sites }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const zone = sites.zone(sale.site);
  useLiveScope([sale.site], TYPES);
  const atTill = (sale.state === "PAYABLE" || sale.state === "LOCKED") && may("sales.sell", sale.site);
  return (
    <>
      <PageHead title={titleOf(sale)} aside={<>{sale.refunded_minor > 0 && <Badge tone="info" icon="swap">{t("sale.givenBack", { amount: money(sale.refunded_minor, sale.currency) })}</Badge>}<span data-testid="sale-state" data-state={sale.state}><LookBadge look={saleLook(sale)} /></span>{atTill && <Link href={tillPath(sale.site)} className={`inline-flex min-h-11 items-center ${LINK}`}>{t("sale.toTill")}</Link>}<PrintButton /></>} />
      <Notes sale={sale} />
      <div className="mb-6"><Facts facts={facts(sale, sites)} className="sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5" /></div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-1 gap-6">
          <Ticket sale={sale} timeZone={zone} />
          <SaleCards sale={sale} />
          <FuelFacts sale={sale} sites={sites} />
          <SaleRefunds sale={sale} timeZone={zone} />
          {sale.debt && <SaleDebt debt={sale.debt} timeZone={zone} />}
          {sale.debt && <SalePhotos debt={sale.debt} timeZone={zone} />}
          {sale.pump === 0 && <TimeLine sale={sale} sites={sites} />}
        </div>
        <div className="grid grid-cols-1 gap-6">
          <SaleReceipts sale={sale} />
          {sale.pump > 0 && <TimeLine sale={sale} sites={sites} />}
        </div>
      </div>
    </>
  );
}

/** `/sale?id=…` */
export function SalePage() {
  const t = useTranslations("trade");
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("sales.read");
  const answer = useQuery({ ...saleQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href={withQuery("/sales/", { site: answer.data?.site })}>{t("sales")}</BackLink>
      <Detail id={id} what="sale" answer={answer}>{(sale) => <Body sale={sale} sites={sites} />}</Detail>
    </>
  );
}
