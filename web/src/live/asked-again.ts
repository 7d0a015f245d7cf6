/** What the store does not keep is asked for again by REST when an event says that it changed. */

import type { LiveEvent } from "./events";

type Key = readonly string[];

/** Beginnings of the keys of questions. */
export function keysOf(event: LiveEvent): readonly Key[] {
  switch (event.type) {
    case "sale": return [["sales"], ["sale", event.sale.sale_id], ["debts"], ["refunds"]];
    case "shift.changed": return [["shifts"], ["till-shift"]];
    case "price.changed": return [["prices"], ["price-sets"]];
    case "offline.replayed": case "offline.conflict": return [["offline-devices"], ["offline-operations"]];
    case "discrepancy.changed": return [["discrepancies"]];
    case "payment.changed": return [["payments"], ["payment", event.payment_id], ["readers", event.site], ["day-end", event.site]];
    case "card_refund.changed": return [["payments"], ["payment", event.payment_id], ["sale", event.sale_id], ["refunds"], ["day-end", event.site]];
    case "dispute.changed": return [["disputes"], ["dispute", event.dispute_id], ["payment", event.payment_id]];
    case "break.changed": return [["breaks"]];
    case "alert": return [["alerts"], ["alert", event.alert.alert_id], ["incidents"], ["alert-figures"]];
    case "incident.opened": case "incident.updated": case "incident.closed": return [["alerts"], ["incidents"]];
    default: return [];
  }
}

const GATHER_MS = 100;
/** Lists of a whole network in which something happens all the time are asked for no more often. */
const REST_MS: Record<string, number> = { sales: 2000, debts: 2000, refunds: 2000, alerts: 1000, incidents: 1000, "alert-figures": 10_000 };

/** A busy forecourt tells much at once: each question is asked once for all that came within a moment. */
export class AskedAgain {
  private readonly waiting = new Map<string, Key>();
  private readonly askedAt = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: (key: Key) => void) {}

  hear(event: LiveEvent): void {
    for (const key of keysOf(event)) this.waiting.set(JSON.stringify(key), key);
    if (this.waiting.size > 0) this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  private flush(): void {
    const now = Date.now();
    const due = [...this.waiting].filter(([name, [first]]) => now - (this.askedAt.get(name) ?? 0) >= (REST_MS[first!] ?? 0));
    for (const [name, key] of due) {
      this.waiting.delete(name);
      if (REST_MS[key[0]!]) this.askedAt.set(name, now);
      this.ask(key);
    }
    this.timer = this.waiting.size > 0 ? setTimeout(() => this.flush(), GATHER_MS) : undefined;
  }
}
