import Link from "next/link";
import { useTranslations } from "use-intl";
import { litres } from "@/lib/amounts";
import { deviceName, money, stamp } from "@/lib/format";
import type { Sale } from "@/lib/selling-types";
import { SALE_KINDS, saleLook, sentence } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { LINK, LookBadge } from "./parts";
import { salePath } from "./paths";

export function fuelOf(sale: Pick<Sale, "lines">) {
  return sale.lines.find((line) => line.fuel)?.fuel ?? null;
}

/** Who cleared it, else who opened it. */
export function cashierOf(sale: Pick<Sale, "cleared_by" | "opened_by">): string {
  return sale.cleared_by || sale.opened_by;
}

export function saleTime(sale: Sale): string {
  return fuelOf(sale)?.finished_at ?? sale.opened_at;
}

export function SaleLink({ sale, sites }: { sale: Sale; sites: Sites }) {
  return (
    <Link href={salePath(sale.sale_id)} data-testid={`sale-${sale.sale_id}`} className={`whitespace-nowrap ${LINK}`}>
      <time dateTime={sale.opened_at}>{stamp(sale.opened_at, sites.zone(sale.site))}</time>
    </Link>
  );
}

export function SaleState({ sale }: { sale: Sale }) {
  const t = useTranslations("sales");
  return (
    <>
      <LookBadge look={saleLook(sale)} />
      {sale.origin !== "POS" && <span className="mt-1 block text-sm font-semibold text-warn-ink">{sale.origin === "OFFLINE" ? t("ranOffline") : t("notAuthorised")}</span>}
      {sale.refunded_minor > 0 && <span className="mt-1 block text-sm text-ink-2">{t("givenBack", { amount: money(sale.refunded_minor, sale.currency) })}</span>}
      {sale.reason && <span className="mt-1 block text-sm text-ink-2">{sentence(sale.reason)}</span>}
    </>
  );
}

export function SaleKind({ sale }: { sale: Sale }) {
  const t = useTranslations("sales");
  const items = sale.lines.filter((line) => !line.fuel).length;
  return (
    <>
      <span className="whitespace-nowrap">{SALE_KINDS[sale.kind]}</span>
      {items > 0 && <span className="block text-sm whitespace-nowrap text-ink-2">{t("shopItems", { count: items })}</span>}
      {sale.registration && <span className="block text-sm text-ink-2">{sale.registration}</span>}
    </>
  );
}

export function SaleFuel({ sale, sites }: { sale: Sale; sites: Sites }) {
  const fuel = fuelOf(sale);
  if (sale.pump === 0) return <span className="text-ink-2">–</span>;
  return <><span className="whitespace-nowrap">{deviceName(`pump/${sale.pump}`)}</span>{fuel && <span className="block text-sm text-ink-2">{sites.grade(sale.site, fuel.grade_id)}</span>}</>;
}

export function SaleVolume({ sale }: { sale: Sale }) {
  return <span className="whitespace-nowrap">{litres(fuelOf(sale)?.volume_ml ?? null)}</span>;
}

export function SaleAmount({ sale }: { sale: Sale }) {
  const t = useTranslations("sales");
  const open = sale.state === "PAYABLE" || sale.state === "LOCKED";
  if (sale.lines.length === 0) return <span className="text-ink-2">–</span>;
  return (
    <>
      <span className="font-semibold whitespace-nowrap">{money(sale.total_minor, sale.currency)}</span>
      {open && sale.due_minor < 0 && <span className="block text-sm whitespace-nowrap text-warn-ink">{t("changeDue", { amount: money(-sale.due_minor, sale.currency) })}</span>}
      {open && sale.due_minor > 0 && sale.due_minor !== sale.total_minor && <span className="block text-sm whitespace-nowrap text-ink-2">{t("due", { amount: money(sale.due_minor, sale.currency) })}</span>}
    </>
  );
}
