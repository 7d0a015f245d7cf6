/** The one store, connection and sender of this page. */

import { api, body, keyed } from "@/lib/api";
import { Cell } from "@/live/cell";
import { browserOf } from "@/lib/browser";
import { idempotencyKey } from "@/lib/intent";
import { OfflineStore, type Queue } from "./store";
import { Sync, aloneAmongTabs, type Send } from "./sync";
import { keyOf, type Answer, type Device, type Snapshot } from "./types";

export interface Memory {
  /** Undefined until it was read. */
  snapshot: Snapshot | null | undefined;
  device: Device | null;
  queue: Queue;
}

const CHANNEL = "motorway-till";
const NOTHING: Memory = { snapshot: undefined, device: null, queue: { waiting: [], answered: [] } };

/** Works only where the browser lets pages keep themselves: on HTTPS and on localhost. */
export function canWorkOffline(): boolean {
  return typeof navigator !== "undefined" && "serviceWorker" in navigator && typeof crypto.subtle === "object" && typeof indexedDB === "object";
}

const atPath = ({ site, till, device_id }: Pick<Device, "site" | "till" | "device_id">) => ({ site, till, device_id });

const send: Send = async (device, operations, pending) => {
  const asked = operations.map(({ operation_id, number, document, previous_hash, hash }) => ({ operation_id, number, document, previous_hash, hash }));
  const { items } = await body(api.POST("/api/v1/sites/{site}/tills/{till}/offline-devices/{device_id}/operations", {
    params: { path: atPath(device), header: keyed(idempotencyKey()) }, body: { operations: asked, pending },
  }));
  const at = new Date().toISOString();
  return new Map(items.map(({ operation_id, outcome, reasons, words, sale_id, receipt_id }): [string, Answer] => [operation_id, { outcome, reasons, words, sale_id, receipt_id, at }]));
};

class Till {
  /** What the screens show of the store. */
  readonly memory = new Cell<Memory>(NOTHING);
  readonly store = new OfflineStore(undefined, () => this.changed());
  readonly sync = new Sync(this.store, send, aloneAmongTabs);
  private readonly channel = new BroadcastChannel(CHANNEL);
  private reading = 0;

  constructor() {
    this.channel.addEventListener("message", () => void this.read());
  }

  async read(): Promise<void> {
    const turn = (this.reading += 1);
    const [snapshot, queue] = await Promise.all([this.store.snapshot(), this.store.queue()]);
    const device = snapshot ? await this.store.device(keyOf(snapshot.site.site_id, snapshot.shift.till)) : null;
    if (turn === this.reading) this.memory.set({ snapshot, device, queue });
  }

  /** Makes this browser known as a till, or hears how its series stands. */
  async register(site: string, till: string): Promise<void> {
    await navigator.locks.request("motorway-till-register", async () => {
      const key = keyOf(site, till);
      const known = await this.store.device(key);
      const device_id = known?.device_id ?? crypto.randomUUID();
      const pending = (await this.store.next(key)).length;
      const answer = await body(api.POST("/api/v1/sites/{site}/tills/{till}/offline-devices", {
        params: { path: { site, till }, header: keyed(idempotencyKey()) }, body: { device_id, name: browserOf(navigator.userAgent), pending },
      }));
      await this.store.register(key, (now) => registered(now, { key, site, till, device_id, series: answer.series, limits: answer.limits, ...ends(answer) }));
    });
  }

  private changed(): void {
    this.channel.postMessage("changed");
    void this.read();
  }
}

function ends(answer: { last_number: number; last_hash: string; last_receipt_number: number }): Pick<Device, "number" | "hash" | "receipt_number" | "heard_at"> {
  return { number: answer.last_number, hash: answer.last_hash, receipt_number: answer.last_receipt_number, heard_at: new Date().toISOString() };
}

/** What waits here is ahead of the server; a browser that lost it goes on where the server stands. */
export function registered(known: Device | null, said: Device): Device {
  if (!known || known.number < said.number) return said;
  return { ...said, number: known.number, hash: known.hash, receipt_number: Math.max(known.receipt_number, said.receipt_number) };
}

let made: Till | null = null;

export function till(): Till {
  return (made ??= new Till());
}
