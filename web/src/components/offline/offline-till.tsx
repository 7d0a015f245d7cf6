"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { clock } from "@/lib/format";
import { useNow } from "@/live/live-provider";
import { closedBy } from "@/offline/limits";
import { till } from "@/offline/parts";
import { NotOffline, type Queue } from "@/offline/store";
import { itemOf, payables, withItem, type Draft } from "@/offline/ticket";
import { keyOf, type Deed, type Device, type Operation, type Snapshot } from "@/offline/types";
import { DialogCorner } from "../dialog";
import { SmallStopButton, StopButton } from "../emergency-stop";
import { Icon } from "../icon";
import { PosFrame } from "../till/pos-frame";
import { LinkBadge } from "./link-badge";
import { OfflineHome } from "./offline-home";
import { OfflinePaid } from "./offline-paid";
import { useOfflineStop } from "./offline-stop";
import { OfflineTicket } from "./offline-ticket";
import { useLink } from "./use-offline";

type View = { kind: "home" } | { kind: "ticket"; draft: Draft } | { kind: "paid"; operation: Operation };
const HOME: View = { kind: "home" };
const NO_DRAFT: Draft = { fuel: null, lines: [] };

interface Props {
  snapshot: Snapshot;
  device: Device;
  queue: Queue;
  /** A customer is being served: the screen must not change under the cashier. */
  onBusy: (busy: boolean) => void;
}

/** Writes down what was done, and says in words why it cannot be. */
function useAppend(snapshot: Snapshot) {
  const t = useTranslations("offline");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const append = async (deed: Deed): Promise<Operation | null> => {
    setBusy(true);
    try {
      const operation = await till().store.append(keyOf(snapshot.site.site_id, snapshot.shift.till), snapshot, deed, Date.now());
      setWrong("");
      return operation;
    } catch (error) {
      setWrong(error instanceof NotOffline ? t(`refused.${error.refusal}`) : t("refused.not_kept"));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { append, wrong, busy, say: setWrong };
}

function Heading({ snapshot }: { snapshot: Snapshot }) {
  const t = useTranslations("offline");
  const { site, shift, person } = snapshot;
  return (
    <>
      <h1 className="min-w-0 truncate text-lg leading-6 font-bold">{shift.till}<span className="font-normal"> · {site.name}</span></h1>
      <p className="truncate text-sm text-white/85 max-sm:ml-auto max-sm:shrink-0">{t("bar.who", { cashier: person.name, time: clock(shift.opened_at, site.time_zone).slice(0, 5) })}</p>
    </>
  );
}

interface NoticeProps {
  snapshot: Snapshot;
  device: Device;
  waiting: number;
  serving: boolean;
}

/** What may be done now; in one line while a customer stands there. */
function Notice({ snapshot, device, waiting, serving }: NoticeProps) {
  const t = useTranslations("offline");
  const link = useLink();
  const closed = closedBy(device, waiting, useNow());
  const time = clock(device.heard_at, snapshot.site.time_zone).slice(0, 5);
  return (
    <div role="status" data-testid="offline-notice" data-closed={closed ?? ""} className={`mb-3 flex items-start gap-3 rounded-xl px-4 py-3 text-lg leading-6 print:hidden ${closed ? "bg-bad-bg text-bad-ink" : "bg-warn-bg text-warn-ink"}`}>
      <Icon name={link === "offline" ? "unlink" : "link"} className="size-7 shrink-0" />
      <div>
        <p className="font-bold">{t(link === "offline" ? "notice.title" : "notice.back", { time })}</p>
        {(closed || !serving || link !== "offline") && <p>{closed ? t(`refused.${closed}`) : t(link === "offline" ? "notice.what" : waiting > 0 ? "notice.sending" : "notice.sent")}</p>}
      </div>
    </div>
  );
}

/** The till without the server: cash for what it knows, written down until it can be sent. */
export function OfflineTill({ snapshot, device, queue, onBusy }: Props) {
  const handout = useTranslations("handout");
  const [view, setView] = useState<View>(HOME);
  const { append, wrong, busy, say } = useAppend(snapshot);
  const paid = useMemo(() => new Set([...queue.waiting, ...queue.answered].map((one) => one.sale_id).filter(Boolean)), [queue]);
  const serving = view.kind !== "home";
  const stop = useOfflineStop(snapshot.site);
  useEffect(() => {
    onBusy(serving);
    return () => onBusy(false);
  }, [serving, onBusy]);
  const home = useCallback(() => setView(HOME), []);
  const open = (draft: Draft) => {
    say("");
    setView({ kind: "ticket", draft });
  };
  /** On the ticket at hand, else on a new one. */
  const scan = (barcode: string) => {
    const item = itemOf(snapshot.items, barcode);
    const draft = view.kind === "ticket" ? view.draft : NO_DRAFT;
    if (item) return open({ ...draft, lines: withItem(draft.lines, item) });
    open(draft);
    say(handout("scan.unknown", { barcode }));
  };
  const take = async (deed: Deed) => {
    const operation = await append(deed);
    if (operation) setView({ kind: "paid", operation });
  };
  return (
    <>
      <DialogCorner value={<SmallStopButton onPress={stop.press} />}>
        <PosFrame heading={<Heading snapshot={snapshot} />} aside={<><LinkBadge /><StopButton onPress={stop.press} className="shrink-0 max-sm:gap-1.5 max-sm:px-2 max-sm:text-sm!" /></>}>
          <div data-testid="offline-till" data-view={view.kind}>
            <Notice snapshot={snapshot} device={device} waiting={queue.waiting.length} serving={serving} />
            {view.kind === "home" && <OfflineHome snapshot={snapshot} payables={payables(snapshot, paid)} wrong={wrong} busy={busy} onOpen={open} onScan={scan} onMove={append} />}
            {view.kind === "ticket" && <OfflineTicket snapshot={snapshot} draft={view.draft} wrong={wrong} busy={busy} onScan={scan} onChange={open} onTake={(deed) => void take(deed)} onBack={home} />}
            {view.kind === "paid" && <OfflinePaid snapshot={snapshot} operation={view.operation} onScan={scan} onNext={home} />}
          </div>
        </PosFrame>
      </DialogCorner>
      {stop.dialog}
    </>
  );
}
