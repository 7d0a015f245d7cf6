"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { heldLimitWords } from "@/lib/card-flow";
import { money } from "@/lib/format";
import { stateLook } from "@/lib/ifsf";
import { payment } from "@/lib/payment-queries";
import { cardWord } from "@/lib/payment-words";
import type { Sale } from "@/lib/selling-types";
import { cancelSale } from "@/lib/till-actions";
import { commandWords, allows, offered, releaseKind, type PumpCommand } from "@/lib/till-pumps";
import type { Pump } from "@/lib/till-types";
import { releaseWords } from "@/lib/till-words";
import { usePump, usePumpSales } from "@/live/live-provider";
import { currentSale, isPayable, type SaleLive } from "@/live/sales";
import { NO_PUMP } from "@/live/state";
import { usePermissions } from "@/session/use-me";
import { Dialog } from "../dialog";
import { TestMark } from "../payments/parts";
import { usePumpOrder } from "../pump-controls";
import { Prepay } from "./prepay";
import { figuresOf, releasedFor } from "./pump-figures";
import { useRelease } from "./pump-tile";
import { BigButton, Refused, useSaleAction, useTill, wantsFocus } from "./till-parts";
import { InDialog } from "./use-till-keys";
import { WithoutMoney } from "./without-money";

interface Props {
  pump: Pump;
  onPay: (sale: SaleLive) => void;
  onClose: () => void;
}

/** In full where the word alone could mean the dialog. */
function useOrderWord() {
  const t = useTranslations("till");
  return (command: PumpCommand) => (command === "open" ? t("pump.open") : command === "close" ? t("pump.close") : commandWords(command).word);
}

function Orders({ pump, state, sale, onDone }: { pump: Pump; state: string | null; sale: SaleLive | undefined; onDone: () => void }) {
  const t = useTranslations("till");
  const { site, shift } = useTill();
  const { may } = usePermissions();
  const word = useOrderWord();
  const order = usePumpOrder(site, pump.number);
  const cancel = useSaleAction(cancelSale, { onDone, quiet: true });
  const release = useRelease({ onDone, quiet: true });
  const here = (operation: Parameters<typeof may>[0]) => may(operation, site.site_id);
  const busy = order.isPending || cancel.busy || release.busy;
  const unflowed = sale?.state === "AUTHORISED" && here("sales.sell");
  return (
    <>
      <div role="group" aria-label={t("pump.orders")} className="flex flex-wrap gap-2 *:min-w-32 max-sm:*:grow">
        {here("pumps.authorise") && allows(state, "release") && !sale && (
          <BigButton look={state === "CALLING" ? "primary" : "plain"} data-testid="authorise" disabled={busy} onClick={() => release.run({ site: site.site_id, kind: releaseKind(site, pump.number), pump: pump.number, shift_id: shift.shift_id })}>
            {release.busy ? t("pump.releasing") : releaseKind(site, pump.number) === "ATTENDANT" ? t("pump.authoriseAttendant") : t("pump.authoriseAfter")}
          </BigButton>
        )}
        {unflowed && <BigButton data-testid="take-back" disabled={busy} onClick={() => cancel.run(sale.sale_id)}>{cancel.busy ? t("pump.takingBack") : t("pump.takeBack")}</BigButton>}
        {here("pumps.control") && offered(state).filter((command) => command !== "terminate" || !unflowed).map((command) => (
          <BigButton key={command} data-testid={`order-${command}`} disabled={busy} onClick={() => order.mutate(command)}>
            {order.isPending && order.variables === command ? commandWords(command).busy : word(command)}
          </BigButton>
        ))}
      </div>
      <Refused error={order.error ?? cancel.error ?? release.error} />
    </>
  );
}

/** In other ways than by card. */
const prepaidMinor = (sale: Sale) => sale.tenders.reduce((sum, tender) => sum + tender.amount_minor, 0);

/** A card: for how much the pump is released, and what is held for it. */
function ReleasedByCard({ sale, paymentId }: { sale: Sale; paymentId: string }) {
  const t = useTranslations("till");
  const held = useQuery(payment(paymentId)).data;
  if (!held) return <>{t("pump.releasedFor", { pump: String(sale.pump), amount: money(sale.max_amount_minor, sale.currency) })}</>;
  return <>{heldLimitWords(sale.pump, sale.max_amount_minor, held, prepaidMinor(sale))} <span className="mt-1 flex items-center justify-center gap-2 text-lg text-ink-2">{cardWord(held.card)}{held.test && <TestMark />}</span></>;
}

/** The customer prepaid: is the pump released, and what is the change? */
function Prepaid({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const t = useTranslations("till");
  const change = sale.tenders.reduce((sum, tender) => sum + tender.change_minor, 0);
  const refused = releaseWords(sale);
  const [card] = sale.card_payments;
  const released = card ? <ReleasedByCard sale={sale} paymentId={card.payment_id} /> : t("pump.releasedFor", { pump: String(sale.pump), amount: money(sale.max_amount_minor, sale.currency) });
  return (
    <div className="space-y-4 text-center">
      <p role="status" data-testid="prepaid" data-state={sale.state} className={`text-xl font-semibold ${sale.state === "REFUSED" ? "text-bad-ink" : ""}`}>{refused || released}</p>
      {change > 0 && <p><span className="block text-lg font-semibold text-ink-2">{t("change")}</span><strong data-testid="prepay-change" className="text-7xl font-extrabold tabular-nums">{money(change, sale.currency)}</strong></p>}
      <BigButton look="primary" autoFocus onClick={onClose} className="min-h-18 w-full">{t("paid.next")}</BigButton>
    </div>
  );
}

/** What flows, while it flows. */
function Flowing({ pump }: { pump: Pump }) {
  const { site } = useTill();
  const live = usePump(site.site_id, pump.number);
  const { amount, litres, notes } = figuresOf(site, pump.nozzles, live ?? NO_PUMP, []);
  if (litres === "") return null;
  return (
    <p className="mb-3 flex flex-wrap items-baseline gap-x-4 rounded-xl bg-sunken px-4 py-2 tabular-nums" data-testid="flowing">
      <span className="text-4xl font-extrabold">{amount}</span><span className="text-2xl font-bold">{litres}</span><span className="ml-auto text-lg font-semibold">{notes[0]}</span>
    </p>
  );
}

/** Everything that can be done with one pump. */
export function PumpDialog({ pump, onPay, onClose }: Props) {
  const t = useTranslations("till");
  const { site } = useTill();
  const { may } = usePermissions();
  const live = usePump(site.site_id, pump.number);
  const state = live?.state ?? null;
  const sales = usePumpSales(site.site_id, pump.number);
  const [prepaid, setPrepaid] = useState<Sale | null>(null);
  const current = currentSale(sales);
  const waiting = sales.filter(isPayable);
  const free = allows(state, "release") && !current && may("pumps.authorise", site.site_id);
  const orders = live?.stopped ? <p className="text-lg font-semibold">{t("pump.stopped")}</p> : <Orders pump={pump} state={state} sale={current} onDone={onClose} />;
  return (
    <Dialog title={`${t("pumpNumber", { pump: String(pump.number) })} · ${stateLook(state).word}`} onClose={onClose} wide testId="pump-dialog">
      {prepaid ? <Prepaid sale={prepaid} onClose={onClose} /> : (
        <div tabIndex={-1} ref={wantsFocus} className="outline-none"><InDialog value={true}>
          <Flowing pump={pump} />
          {current && <p className="mb-3 text-lg font-semibold">{releasedFor(current)}{current.opened_by && t("pump.by", { name: current.opened_by })}</p>}
          {waiting.map((sale) => (
            <BigButton key={sale.sale_id} look="primary" onClick={() => onPay(sale)} className="mb-3 w-full justify-between!"><span>{sale.due_minor < 0 ? t("pump.giveChange") : t("pump.takePayment")}</span><span className="tabular-nums">{money(Math.abs(sale.due_minor), sale.currency)}</span></BigButton>
          ))}
          {free ? (
            <section aria-labelledby="prepay-title">
              <h3 id="prepay-title" className="mb-2 text-lg font-bold">{t("prepay.title")}</h3>
              <Prepay pump={pump} onDone={setPrepaid}>
                <h3 className="mt-4 mb-2 border-t border-line pt-3 text-lg font-bold">{t("pump.otherOrders")}</h3>
                {orders}
                <WithoutMoney pump={pump} onDone={onClose} />
              </Prepay>
            </section>
          ) : orders}
        </InDialog></div>
      )}
    </Dialog>
  );
}
