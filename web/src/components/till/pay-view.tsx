"use client";

import { useCallback, useEffect, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { isDialogOpen } from "@/lib/dialogs";
import { lastRefused, openCard } from "@/lib/card-flow";
import { money } from "@/lib/format";
import type { Sale } from "@/lib/selling-types";
import { addLine } from "@/lib/forecourt-actions";
import { addTender, clearSale, giveChange, removeLine, removeTender, unlockSale, voidSale } from "@/lib/till-actions";
import type { Handed, NewSaleLine, SaleConfirmation } from "@/lib/till-types";
import { useSales } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { SelectField, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { AddItem } from "./add-item";
import { useApproval } from "./approval";
import { CardProgress } from "./card-progress";
import { LeaveUnpaid } from "./leave-unpaid";
import { TenderPad } from "./tender-pad";
import { Ticket, standing } from "./ticket";
import { useServing } from "./serving";
import { BigButton, FocusedHeading, PumpNumber, useSaleAction, useTill } from "./till-parts";
import { useFollow, useTicketCard } from "./use-ticket-card";
import { ScanKeys } from "./use-till-keys";
import { VoidTicket } from "./void-ticket";

interface Props {
  /** As it was when it was taken to this till. */
  opened: Sale;
  onSettled: (sale: Sale) => void;
  onBack: () => void;
}

/** Everything that this till does with the ticket that it has. */
function useTicket(opened: Sale, onSettled: (sale: Sale) => void, onBack: () => void) {
  const { shift } = useTill();
  const [sale, setSale] = useState(opened);
  const mine = { shift_id: shift.shift_id };
  const id = sale.sale_id;
  const onDone = useCallback((changed: Sale) => {
    setSale(changed);
    if (changed.state === "CLEARED") onSettled(changed);
  }, [onSettled]);
  const add = useSaleAction((wish: NewSaleLine, key: string) => addLine(id, { ...wish, ...mine }, key), { onDone });
  const takeOff = useSaleAction((number: number) => removeLine(id, number, shift.shift_id), { onDone });
  const pay = useSaleAction((tender: Handed, key: string) => addTender(id, { ...tender, ...mine }, key), { onDone });
  const giveBack = useSaleAction((number: number) => removeTender(id, number, shift.shift_id), { onDone });
  const change = useSaleAction(async (_: undefined, key: string) => (await giveChange(id, shift.shift_id, key)).sale, { onDone });
  const clear = useSaleAction(({ approved, ...wish }: Clearing, key: string) => clearSale(id, { ...wish, ...mine }, key, approved), { onDone });
  const leave = useSaleAction(
    (_: undefined, key: string) => (sale.kind === "SHOP" && sale.lines.length === 0 && standing(sale.tenders).length === 0
      ? voidSale(id, { shift_id: shift.shift_id, reason: "nothing was bought" }, key) : unlockSale(id, shift.shift_id, key)),
    { onDone: onBack },
  );
  const card = useTicketCard(sale, onDone);
  const busy = [add, takeOff, pay, giveBack, change, clear, leave, card.ask, card.giveUp].some((one) => one.busy);
  useFollow(sale, busy, onDone);
  return { sale, add, takeOff, pay, giveBack, change, clear, leave, card, busy };
}

/** Somebody else has it now: this till must not go on as if nothing had happened. What it does itself (`busy`) may come by the stream first. */
function useLost(sale: Sale, busy: boolean, onLost: () => void) {
  const t = useTranslations("till");
  const { site, shift, say } = useTill();
  const live = useSales(site.site_id).open.find((one) => one.sale_id === sale.sale_id);
  const lost = !busy && live !== undefined && live.version > sale.version && (live.state !== "LOCKED" || live.shift_id !== shift.shift_id) && live.due_minor >= 0;
  useEffect(() => {
    if (!lost) return;
    say({ tone: "warn", text: t("pay.lost") });
    onLost();
  }, [t, lost, say, onLost]);
}

type Clearing = SaleConfirmation & { approved?: string };

function Confirmation({ sale, busy, onClear }: { sale: Sale; busy: boolean; onClear: (wish: Clearing) => void }) {
  const t = useTranslations("till");
  const pos = useTranslations("pos");
  const approval = useApproval();
  const { site } = useTill();
  const { may } = usePermissions();
  const test = sale.kind === "PUMP_TEST";
  const grade = sale.lines.find((line) => line.fuel)?.fuel?.grade_id;
  const tanks = site.tanks.filter((tank) => tank.grade_id === grade);
  const allowed = test || may("sales.approve", site.site_id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const wish = { note: textOf(data, "note"), tank: Number(textOf(data, "tank") || 0) };
    if (test) onClear({ ...wish, clearing: "PUMP_TEST" });
    else approval.begin({ target: `sale/${sale.sale_id}`, words: pos("ownUse.words", { amount: money(sale.total_minor, sale.currency) }) }, (approved) => onClear({ ...wish, clearing: "OWN_USE", approved }));
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-xl font-semibold">{test ? t("pay.testAsk") : t("pay.ownUse")}</p>
      {test && tanks.length > 1 && (
        <SelectField label={t("pay.backTo")} name="tank" className="min-h-14! text-lg">
          <option value="0">{t("pay.sameTank")}</option>{tanks.map((tank) => <option key={tank.number} value={tank.number}>{t("pay.tank", { number: String(tank.number) })}</option>)}
        </SelectField>
      )}
      <TextField label={t("note")} name="note" defaultValue={sale.note} maxLength={300} autoCapitalize="sentences" className="min-h-14! text-lg" />
      {!allowed && <p className="font-semibold text-warn-ink">{t("pay.supervisor")}</p>}
      <BigButton look="primary" type="submit" disabled={busy} data-testid="confirm-clearing" className="min-h-18 w-full">{test ? t("pay.confirmTest") : t("pay.confirmOwn")}</BigButton>
      {approval.dialog}
    </form>
  );
}

function ChangeDue({ sale, busy, onGive }: { sale: Sale; busy: boolean; onGive: () => void }) {
  const t = useTranslations("till");
  const back = money(-sale.due_minor, sale.currency);
  return (
    <div className="space-y-4 text-center">
      <p className="text-xl font-semibold">{sale.total_minor > 0 ? t("pay.prepaid", { prepaid: money(sale.max_amount_minor, sale.currency), fuelled: money(sale.total_minor, sale.currency) }) : t("pay.prepaidNothing")}</p>
      <p className="rounded-2xl bg-warn-bg px-6 py-6 text-warn-ink"><span className="block text-2xl font-bold">{t("changeDue")}</span><strong data-testid="change-due" className="text-7xl font-extrabold tabular-nums">{back}</strong></p>
      <BigButton look="primary" data-testid="give-change" disabled={busy} onClick={onGive} className="min-h-20 w-full text-2xl!">{busy ? t("movement.recording") : t("pay.giveBack", { amount: back })}</BigButton>
    </div>
  );
}

function Heading({ sale, busy, onLeave }: { sale: Sale; busy: boolean; onLeave: () => void }) {
  const t = useTranslations("till");
  const word = sale.state !== "LOCKED" ? t("back") : sale.kind === "SHOP" && sale.lines.length === 0 ? t("cancel") : t("pay.putBack");
  return (
    <div className="flex items-center gap-3 border-b border-line p-2.5 pl-4">
      {sale.pump > 0 ? <PumpNumber number={sale.pump} /> : <Icon name="basket" className="size-9" />}
      <FocusedHeading className="min-w-0 flex-1 text-xl font-bold">{sale.pump > 0 ? <span className="sr-only">{t("pumpNumber", { pump: String(sale.pump) })}: </span> : ""}{sale.kind === "SHOP" ? t("shopTicket") : t("ticket")}</FocusedHeading>
      <BigButton data-testid="put-back" disabled={busy} onClick={onLeave}><Icon name="back" className="size-6" />{word}</BigButton>
    </div>
  );
}

function useEscape(onEscape: () => void) {
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !isDialogOpen()) onEscape();
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  });
}

type Parts = ReturnType<typeof useTicket>;

/** How the ticket is paid: by the card that is being asked for, or by whatever the customer gives next. */
function Payment({ parts, onScan }: { parts: Parts; onScan: (barcode: string) => void }) {
  const t = useTranslations("till");
  const { sale, pay, clear, card, busy } = parts;
  const asked = openCard(sale);
  const owed = sale.due_minor > 0;
  if (asked) return <CardProgress key={asked.payment_id} paymentId={asked.payment_id} busy={card.giveUp.busy} onGiveUp={asked.state === "PENDING" ? () => card.giveUp.run(asked.payment_id) : undefined} />;
  if (owed) return <TenderPad title={t("toPay")} dueMinor={sale.due_minor} busy={busy} partly onTake={pay.run} onCard={card.ask.run} lastCard={lastRefused(sale)?.payment_id} onScan={onScan} />;
  if (sale.lines.length > 0) return <BigButton look="primary" disabled={busy} onClick={() => clear.run({ clearing: "ZERO" })} className="min-h-18 w-full">{t("pay.closeZero")}</BigButton>;
  return <><ScanKeys onScan={onScan} /><p className="text-lg text-ink-2">{t("pay.scan")}</p></>;
}

/** A ticket at the till: what is on it on one side, how it is settled on the other. */
export function PayView({ opened, onSettled, onBack }: Props) {
  useServing();
  const parts = useTicket(opened, onSettled, onBack);
  const { sale, add, takeOff, giveBack, change, clear, leave, busy } = parts;
  useLost(sale, busy, onBack);
  const back = () => (sale.state === "LOCKED" ? leave.run(undefined) : onBack());
  useEscape(() => !busy && back());
  const toConfirm = sale.kind === "PUMP_TEST" || sale.kind === "OWN_USE";
  const fuel = sale.lines.some((line) => line.fuel);
  const asked = openCard(sale) !== undefined;
  const voidable = sale.kind === "SHOP" && sale.state === "LOCKED" && sale.lines.length > 0 && standing(sale.tenders).length === 0 && !asked;
  return (
    <div data-testid="pay" data-sale={sale.sale_id} className="grid items-start gap-4 md:grid-cols-2">
      <div className="flex flex-col overflow-hidden rounded-xl border border-line bg-surface">
        <Heading sale={sale} busy={busy} onLeave={back} />
        <Ticket sale={sale} busy={busy} onRemoveLine={takeOff.run} onRemoveTender={giveBack.run} />
        {sale.state === "LOCKED" && !toConfirm && !asked && sale.due_minor >= 0 && <div className="border-t border-line p-3"><AddItem busy={busy} onAdd={add.run} /></div>}
        {fuel && !asked && sale.due_minor > 0 && !toConfirm && <div className="flex flex-wrap gap-2 border-t border-line p-3 max-lg:*:grow"><LeaveUnpaid sale={sale} onDone={onSettled} /></div>}
        {voidable && <div className="border-t border-line p-3"><VoidTicket sale={sale} onDone={onBack} /></div>}
      </div>
      <div className="rounded-xl border border-line bg-surface p-4 max-md:order-first">
        {sale.due_minor < 0 ? <ChangeDue sale={sale} busy={busy} onGive={() => change.run(undefined)} />
          : toConfirm ? <Confirmation sale={sale} busy={busy} onClear={clear.run} />
            : <Payment parts={parts} onScan={(barcode) => add.run({ barcode })} />}
      </div>
    </div>
  );
}
