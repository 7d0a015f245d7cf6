"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { openCard, type CardWish } from "@/lib/card-flow";
import { cancelCardPayment, startCardPayment } from "@/lib/payment-actions";
import type { Sale } from "@/lib/selling-types";
import { ticket } from "@/lib/till-queries";
import { useLiveParts, useSales } from "@/live/live-provider";
import { saleLive } from "@/live/sales";
import { useSaleAction, useTill } from "./till-parts";

const FOLLOW_MS = 2000;

/** What the payments service does with a ticket is seen here too: soon by the stream, and at the latest by asking. */
export function useFollow(sale: Sale, busy: boolean, onChanged: (sale: Sale) => void) {
  const { site } = useTill();
  const { store } = useLiveParts();
  const following = openCard(sale) !== undefined;
  const { open, over } = useSales(site.site_id);
  const newest = [...open, ...over].find((one) => one.sale_id === sale.sale_id)?.version ?? 0;
  const { data, refetch } = useQuery({ ...ticket(sale.sale_id), enabled: following, staleTime: 0, refetchInterval: following ? FOLLOW_MS : false });
  useEffect(() => {
    if (following && newest > sale.version) void refetch();
  }, [following, newest, sale.version, refetch]);
  const changed = following && !busy && data !== undefined && data.version > sale.version ? data : null;
  useEffect(() => {
    if (!changed) return;
    store.applySale(changed.site, saleLive(changed));
    onChanged(changed);
  }, [changed, store, onChanged]);
}

/** Asking for a card for a ticket, and giving it up. */
export function useTicketCard(sale: Sale, onDone: (sale: Sale) => void) {
  const { shift } = useTill();
  const ask = useSaleAction((wish: CardWish, key: string) => startCardPayment(sale.sale_id, shift.shift_id, wish, key), { onDone });
  const giveUp = useSaleAction((payment_id: string, key: string) => cancelCardPayment(sale.sale_id, payment_id, shift.shift_id, key), { onDone });
  return { ask, giveUp };
}
