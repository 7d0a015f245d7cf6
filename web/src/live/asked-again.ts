/** What the store does not keep is asked for again by REST when an event says that it changed. */

import type { LiveEvent } from "./events";

type Key = readonly string[];

/** Beginnings of the keys of questions. */
export function keysOf(event: LiveEvent): readonly Key[] {
  switch (event.type) {
    case "shift.changed": return [["shifts"], ["till-shift"]];
    case "price.changed": return [["prices"], ["price-sets"]];
    case "discrepancy.changed": return [["discrepancies"]];
    case "payment.changed": return [["payments"], ["payment", event.payment_id], ["readers", event.site], ["day-end", event.site]];
    case "card_refund.changed": return [["payments"], ["payment", event.payment_id], ["sale", event.sale_id], ["refunds"], ["day-end", event.site]];
    case "dispute.changed": return [["disputes"], ["dispute", event.dispute_id], ["payment", event.payment_id]];
    case "break.changed": return [["breaks"]];
    default: return [];
  }
}

const GATHER_MS = 100;

/** A busy forecourt tells much at once: each question is asked once for all that came within a moment. */
export class AskedAgain {
  private readonly waiting = new Map<string, Key>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: (key: Key) => void) {}

  hear(event: LiveEvent): void {
    for (const key of keysOf(event)) this.waiting.set(JSON.stringify(key), key);
    if (this.waiting.size > 0) this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const keys = [...this.waiting.values()];
    this.waiting.clear();
    keys.forEach(this.ask);
  }
}
