"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { may } from "@/lib/permissions";
import { me } from "@/lib/queries";
import { prices } from "@/lib/selling-queries";
import type { Shift } from "@/lib/selling-types";
import { allItems } from "@/lib/till-queries";
import type { Site } from "@/lib/types";
import { useSales } from "@/live/live-provider";
import { canWorkOffline, till } from "@/offline/parts";
import { connection } from "@/offline/server";
import { payableOffline } from "@/offline/ticket";
import { keyOf, type Snapshot } from "@/offline/types";
import { useMemory } from "./use-offline";

const SETTLE_MS = 400;
const HEARD_EVERY_MS = 30_000;
const KEPT = ["sales.sell", "shifts.operate"] as const;

/** This browser is a till of the server's, and its database is not to be cleared for want of room. */
function useRegistration(site: string, name: string) {
  useEffect(() => {
    if (!canWorkOffline()) return;
    void navigator.storage?.persist?.();
    // Whoever has just signed in may send what the one before could not.
    void till().register(site, name).then(() => till().sync.run(), () => undefined);
  }, [site, name]);
}

/** How long it may go on without the server is counted from when that was heard last. */
function useHeard(key: string) {
  useEffect(() => {
    if (!canWorkOffline()) return;
    const timer = setInterval(() => {
      if (connection.link.get() === "live") void till().store.heard(key, connection.heardAtMs);
    }, HEARD_EVERY_MS);
    return () => clearInterval(timer);
  }, [key]);
}

function useSnapshot(site: Site, shift: Shift): Snapshot | null {
  const person = useQuery(me()).data;
  const items = useQuery(allItems(site.site_id)).data?.items;
  const inForce = useQuery(prices(site.site_id)).data?.in_force?.prices;
  const { open } = useSales(site.site_id);
  if (!person || !items) return null;
  return {
    taken_at: "", person: { user_id: person.user_id, name: person.username }, may: KEPT.filter((one) => may(person.permissions, one, site.site_id)),
    site, shift, items, prices: inForce ?? [], payables: open.filter((sale) => payableOffline(sale, shift.shift_id)),
  };
}

/** While the till sells, writes down what it would need to go on alone. */
export function OfflineKeeper({ site, shift }: { site: Site; shift: Shift }): null {
  useRegistration(site.site_id, shift.till);
  useHeard(keyOf(site.site_id, shift.till));
  const snapshot = useSnapshot(site, shift);
  const text = snapshot && JSON.stringify(snapshot);
  const kept = useRef("");
  const gone = useMemory().snapshot === null;
  useEffect(() => {
    if (!text || (text === kept.current && !gone) || !canWorkOffline()) return;
    const timer = setTimeout(() => {
      kept.current = text;
      void till().store.keep({ ...(JSON.parse(text) as Snapshot), taken_at: new Date().toISOString() });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, gone]);
  return null;
}

/** Without a shift there is nothing to go on with. */
export function OfflineForget(): null {
  useEffect(() => {
    if (canWorkOffline()) void till().store.forget();
  }, []);
  return null;
}
