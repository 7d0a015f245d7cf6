"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { ApiProblem, isProblem } from "@/lib/problem";
import type { Sale, ZReport } from "@/lib/selling-types";
import { addLine, lockSale, openSale } from "@/lib/forecourt-actions";
import { itemOfBarcode, ticket } from "@/lib/till-queries";
import { problemWords } from "@/lib/till-words";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useController, useLiveParts, useLiveValue } from "@/live/live-provider";
import { useSaleSeed } from "@/live/seed";
import { currentSale, saleLive, type SaleLive } from "@/live/sales";
import { key } from "@/live/store";
import { Empty } from "../ui";
import { Payables } from "./payables";
import { PosWaiting } from "./pos-waiting";
import { PumpTile } from "./pump-tile";
import { TillBar } from "./till-bar";
import { TillMessage, type Message } from "./till-message";
import { Key, TillProvider, useSaleAction, useTill, type TillParts } from "./till-parts";
import { useEverythingAtHand } from "./on-demand";
import { useRing } from "./use-ring";
import { usePumpKeys, useScanGuard } from "./use-till-keys";
import { Elsewhere, GiveBack, PaidView, PayView, PumpDialog, ReportView } from "./views";

type View = { kind: "forecourt" } | { kind: "pay"; sale: Sale } | { kind: "paid"; sale: Sale } | { kind: "report"; closed: ZReport | null };
const FORECOURT: View = { kind: "forecourt" };

/** Whether a customer waits at an open pump that nobody has released yet. */
function useCalling(site: Site): boolean {
  const online = useController(site.site_id)?.online !== false;
  const names = site.pumps.flatMap(({ number }) => [key.pump(site.site_id, number), key.pumpSales(site.site_id, number)]);
  return useLiveValue(names, (store) => online && site.pumps.some(({ number }) =>
    store.get("pump", key.pump(site.site_id, number))?.state === "CALLING" && !currentSale(store.get("pumpSales", key.pumpSales(site.site_id, number)) ?? [])));
}

function columns(pumps: number): string {
  if (pumps <= 4) return "grid-cols-2";
  if (pumps <= 6) return "grid-cols-2 min-[34rem]:grid-cols-3";
  return pumps <= 8 ? "grid-cols-2 min-[34rem]:grid-cols-3 min-[44rem]:grid-cols-4" : "grid-cols-2 min-[34rem]:grid-cols-3 min-[44rem]:grid-cols-4 2xl:grid-cols-6";
}

interface PumpsProps {
  compact: boolean;
  onPay: (sale: SaleLive) => void;
  onOpen: (pump: number) => void;
}

function Pumps({ compact, onPay, onOpen }: PumpsProps) {
  const t = useTranslations("till");
  const { site } = useTill();
  const current = useController(site.site_id)?.online !== false;
  if (site.pumps.length === 0) return <Empty icon="nozzle" title={t("pumps.none")}>{t("pumps.shopOnly")}</Empty>;
  const grid = compact ? "mb-4 grid-cols-[repeat(auto-fit,minmax(5rem,1fr))] gap-2" : `auto-rows-[minmax(12rem,auto)] lg:auto-rows-[minmax(15rem,auto)] gap-3 ${columns(site.pumps.length)}`;
  return (
    <div role="group" aria-label={t("pumps.title")} className={`grid ${grid}`}>
      {site.pumps.map((pump) => <PumpTile key={pump.number} number={pump.number} nozzles={pump.nozzles} current={current} compact={compact} onPay={onPay} onOpen={onOpen} />)}
    </div>
  );
}

function Help({ typed }: { typed: string }) {
  const t = useTranslations("till");
  return (
    <p className="mt-3 hidden flex-wrap items-center gap-x-5 gap-y-1 text-ink-2 lg:flex" data-testid="help">
      <span><Key>1</Key>–<Key>9</Key> {t("keys.choose")}</span><span><Key>Enter</Key> {t("keys.act")}</span><span><Key>Esc</Key> {t("keys.back")}</span>
      <output aria-live="polite" className={typed ? "fixed bottom-6 left-1/2 z-10 -translate-x-1/2 rounded-2xl bg-ink px-8 py-4 text-4xl font-extrabold text-surface shadow-xl" : ""}>{typed && `${t("pumpNumber", { pump: typed })} ↵`}</output>
    </p>
  );
}

/** Which ticket this till works on, and how it gets one. */
function useView() {
  const { site, shift, fail } = useTill();
  const { store } = useLiveParts();
  const client = useQueryClient();
  const [view, setView] = useState<View>(FORECOURT);
  const [elsewhere, setElsewhere] = useState<{ sale: SaleLive; error: Error } | null>(null);
  const [handled, setHandled] = useState<ReadonlySet<string>>(new Set());
  const toForecourt = useCallback(() => setView(FORECOURT), []);
  const opened = (sale: Sale) => {
    store.applySale(site.site_id, saleLive(sale));
    setView({ kind: "pay", sale });
  };
  const take = useAction((wanted: SaleLive, intent: string) => (["REFUSED", "ENDED"].includes(wanted.state)
    ? client.fetchQuery({ ...ticket(wanted.sale_id), staleTime: 0 }) : lockSale(wanted.sale_id, shift.shift_id, intent)), { onSuccess: opened });
  const pay = (sale: SaleLive) =>
    take.mutate(sale, { onError: (error) => (isProblem(error, "SaleLockedElsewhere") ? setElsewhere({ sale, error }) : fail(error)) });
  const shop = useSaleAction((_: undefined, intent: string) => openSale({ site: site.site_id, kind: "SHOP", shift_id: shift.shift_id }, intent), { onDone: opened });
  const scan = useSaleAction(async (barcode: string, intent: string) => {
    // A code that nothing is sold under opens no ticket.
    const { items } = await client.fetchQuery(itemOfBarcode(site.site_id, barcode));
    if (!items.some((item) => item.active)) throw new ApiProblem(404, "ItemNotFound", texts("handout")("scan.unknown", { barcode }));
    const sale = await openSale({ site: site.site_id, kind: "SHOP", shift_id: shift.shift_id }, intent);
    return addLine(sale.sale_id, { barcode, quantity: 1, shift_id: shift.shift_id }, `${intent}-line`);
  }, { onDone: opened });
  const settled = (sale: Sale) => {
    setHandled(new Set([...handled, sale.sale_id]));
    void client.invalidateQueries({ queryKey: ["settled"] });
    setView({ kind: "paid", sale });
  };
  const report = (closed: ZReport | null) => setView({ kind: "report", closed });
  return { view, pay, report, shop: () => shop.run(undefined), scan: scan.run, settled, toForecourt, handled, elsewhere, free: () => setElsewhere(null), busy: take.isPending || shop.busy || scan.busy };
}

function Screen() {
  const { site, say } = useTill();
  const { view, pay, report, shop, scan, settled, toForecourt, handled, elsewhere, free, busy } = useView();
  const [pump, setPump] = useState<number | null>(null);
  const ring = useRing(useCalling(site));
  const known = !useSaleSeed(site.site_id).isPending;
  const serving = view.kind === "forecourt";
  const typed = usePumpKeys(serving, {
    onPump: (number) => document.querySelector<HTMLButtonElement>(`[data-testid="tap-${number}"]`)?.click(),
    onEscape: () => say(null),
    onScan: scan,
  });
  const opened = site.pumps.find((one) => one.number === pump);
  const payFromDialog = (sale: SaleLive) => {
    setPump(null);
    pay(sale);
  };
  useEverythingAtHand();
  useScanGuard();
  const openPump = useCallback((number: number) => setPump(number), []);
  return (
    <div data-testid="till" data-busy={busy}>
      <TillBar ring={ring} selling={view.kind === "pay" || busy} onShopSale={shop} onReport={report} />
      <Suspense><GiveBack handled={handled} /></Suspense>
      <div className={serving ? "grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem] 2xl:grid-cols-[minmax(0,1fr)_28rem]" : ""}>
        <div className="min-w-0 print:hidden">
          <Pumps compact={!serving} onPay={pay} onOpen={openPump} />
          {serving && <Help typed={typed} />}
        </div>
        {serving && <Payables known={known} onPay={pay} />}
      </div>
      <Suspense fallback={<PosWaiting />}>
        {view.kind === "pay" && <PayView key={view.sale.sale_id} opened={view.sale} onSettled={settled} onBack={toForecourt} />}
        {view.kind === "paid" && <PaidView key={view.sale.sale_id} sale={view.sale} onNext={toForecourt} onScan={scan} />}
        {view.kind === "report" && <ReportView closed={view.closed} onDone={toForecourt} />}
      </Suspense>
      <Suspense>{opened && <PumpDialog pump={opened} onPay={payFromDialog} onClose={() => setPump(null)} />}</Suspense>
      <Suspense>{elsewhere && <Elsewhere {...elsewhere} onClose={free} />}</Suspense>
    </div>
  );
}

/** The whole till of an open shift. */
export function TillScreen({ site, shift, hold }: Pick<TillParts, "site" | "shift" | "hold">) {
  const [message, setMessage] = useState<Message | null>(null);
  const parts = useMemo(() => ({
    site, shift, hold, say: setMessage, fail: (error: unknown) => setMessage({ tone: "bad", text: problemWords(error) }),
  }), [site, shift, hold]);
  return (
    <TillProvider parts={parts}>
      <TillMessage message={message} onDismiss={() => setMessage(null)} />
      <Screen />
    </TillProvider>
  );
}
