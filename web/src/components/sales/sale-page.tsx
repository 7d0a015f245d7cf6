"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { withQuery } from "@/lib/api";
import { fullStamp, money } from "@/lib/format";
import { tillPath } from "@/lib/navigation";
import { sale as saleQuery } from "@/lib/selling-queries";
import type { SaleDetail } from "@/lib/selling-types";
import { ORIGINS, SALE_KINDS, refusalCode, saleLook, sentence } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { SaleReceipts } from "../receipts/sale-receipts";
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
  const where = sale.pump > 0 ? `Pump ${sale.pump}` : "Shop";
  return sale.total_minor > 0 ? `${where}, ${money(sale.total_minor, sale.currency)}` : where;
}

function facts(sale: SaleDetail, sites: Sites): Fact[] {
  const zone = sites.zone(sale.site);
  return [
    ["Site", sites.name(sale.site)],
    ["Kind", SALE_KINDS[sale.kind]],
    ["Opened", `${fullStamp(sale.opened_at, zone)}${sale.opened_by && ` by ${sale.opened_by}`}`],
    ...(sale.cleared_at ? [["Cleared", `${fullStamp(sale.cleared_at, zone)}${sale.cleared_by && ` by ${sale.cleared_by}`}`] as const] : []),
    ...(sale.shift_id || sale.opened_shift_id ? [["Shift", <Link key="shift" href={shiftPath(sale.shift_id || sale.opened_shift_id)} className={LINK}>Open its shift</Link>] as const] : []),
    ...(sale.note ? [["Note", sale.note] as const] : []),
  ];
}

/** What is out of the ordinary about it. */
function Notes({ sale }: { sale: SaleDetail }) {
  const refused = [sale.reason && sentence(sale.reason), refusalCode(sale.refusal_code)].filter(Boolean).join(", ");
  const notes = [
    ...(sale.origin !== "POS" ? [`${ORIGINS[sale.origin]}: the fuelling was booked all the same, and waits to be paid like any other.`] : []),
    ...(refused ? [`${saleLook(sale).word}: ${refused}.`] : []),
  ];
  return notes.map((note) => <p key={note} className={`mb-4 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.warn}`}><Icon name="info" className="size-6" /><span>{note}</span></p>);
}

function Body({ sale, sites }: { sale: SaleDetail; sites: Sites }) {
  const { may } = usePermissions();
  const zone = sites.zone(sale.site);
  useLiveScope([sale.site], TYPES);
  const atTill = (sale.state === "PAYABLE" || sale.state === "LOCKED") && may("sales.sell", sale.site);
  return (
    <>
      <PageHead title={titleOf(sale)} aside={<>{sale.refunded_minor > 0 && <Badge tone="info" icon="swap">{money(sale.refunded_minor, sale.currency)} given back</Badge>}<span data-testid="sale-state" data-state={sale.state}><LookBadge look={saleLook(sale)} /></span>{atTill && <Link href={tillPath(sale.site)} className={`inline-flex min-h-11 items-center ${LINK}`}>To the till</Link>}</>} />
      <Notes sale={sale} />
      <div className="mb-6"><Facts facts={facts(sale, sites)} className="sm:grid-cols-2 lg:grid-cols-4" /></div>
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
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("sales.read");
  const answer = useQuery({ ...saleQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href={withQuery("/sales/", { site: answer.data?.site })}>Sales</BackLink>
      <Detail id={id} what="sale" answer={answer}>{(sale) => <Body sale={sale} sites={sites} />}</Detail>
    </>
  );
}
