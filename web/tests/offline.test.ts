import "fake-indexeddb/auto";
import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import type { SaleLive } from "@/live/sales";
import { linkHash } from "@/offline/chain";
import { closedBy, refusal } from "@/offline/limits";
import { registered } from "@/offline/parts";
import { NotOffline, OfflineStore } from "@/offline/store";
import { Sync, type Alone, type Send } from "@/offline/sync";
import { deedOf, itemsFor, payables, totalMinor, withItem, withoutItem } from "@/offline/ticket";
import { contentOf, type Answer, type Deed, type Device, type Snapshot } from "@/offline/types";
import { hex, uuid7 } from "@/offline/uuid7";
import { ApiProblem, unreachable } from "@/lib/problem";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const ZERO = "0".repeat(64);
const KEY = "m25/Till 1";

const device = (change: Partial<Device> = {}): Device => ({
  key: KEY, site: "m25", till: "Till 1", device_id: "d", series: "Till 1/off-a", limits: { max_sale_minor: 20_000, max_age_s: 86_400, max_operations: 200 },
  number: 0, hash: ZERO, receipt_number: 0, heard_at: new Date(NOW).toISOString(), ...change,
});

const coffee = { item_id: "coffee", name: "Coffee", barcode: "4006381333931", price_minor: 290, vat_rate_bp: 2000, active: true };

const fuelling = (change: Partial<SaleLive> = {}): SaleLive => ({
  sale_id: "s1", state: "PAYABLE", kind: "POST_PAY", origin: "", clearing: null, pump: 3, grade: "e10", volume_ml: 20_000, total_minor: 2918, due_minor: 2918, currency: "GBP",
  max_amount_minor: 0, max_volume_ml: 0, shift_id: "", opened_by: "", opened_at: "", payable_at: null, reason: "", version: 1, ...change,
});

const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  taken_at: new Date(NOW).toISOString(), person: { user_id: "u", name: "Sam Lee" }, may: ["sales.sell", "shifts.operate"],
  site: { site_id: "m25", currency: "GBP", grades: [{ grade_id: "e10", name: "Unleaded", vat_rate_bp: 2000 }] } as unknown as Snapshot["site"], shift: { shift_id: "sh", till: "Till 1" } as Snapshot["shift"], items: [coffee], prices: [], payables: [fuelling()], ...change,
});

const shop: Deed = { kind: "SHOP_SALE", lines: [], total_minor: 290, given_minor: 500, change_minor: 210 };
const fuel: Deed = { kind: "FUEL_CASH", sale_id: "s1", pump: 3, grade: "e10", unit_price_milli: 1459, vat_rate_bp: 2000, amount_minor: 2918, volume_ml: 20_000, lines: [], total_minor: 2918, given_minor: 3000, change_minor: 82 };
const drop: Deed = { kind: "DROP", amount_minor: 50_000, reason: "" };

let databases = 0;
async function fresh(change: Partial<Device> = {}): Promise<OfflineStore> {
  const store = new OfflineStore(`till-${(databases += 1)}`);
  await store.register(KEY, () => device(change));
  return store;
}

const refused = (error: unknown) => (error instanceof NotOffline ? error.refusal : error);
const answered = (outcome: Answer["outcome"] = "APPLIED"): Answer => ({ outcome, reasons: [], words: "", sale_id: "", receipt_id: "", at: "" });
const always: Alone = async (work) => {
  await work();
  return true;
};
const takeAll: Send = async (_, operations) => new Map(operations.map((one) => [one.operation_id, answered()]));

describe("identifiers", () => {
  it("are UUIDs of version 7, in the order of time", () => {
    const id = uuid7(NOW);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace(/-/g, "").slice(0, 12), 16)).toBe(NOW);
    expect(uuid7(NOW + 1) > id).toBe(true);
    expect(hex(Uint8Array.of(0, 255))).toBe("00ff");
  });
});

describe("the chain", () => {
  it("is SHA-256 of the hash before and of the text in UTF-8", async () => {
    const text = '{"name":"Kärcher €"}';
    const expected = createHash("sha256").update(Buffer.concat([Buffer.from("ab".repeat(32), "hex"), Buffer.from(text, "utf8")])).digest("hex");
    expect(await linkHash("ab".repeat(32), text)).toBe(expected);
  });

  it("numbers operations without a gap and receipts by themselves", async () => {
    const store = await fresh();
    for (const deed of [shop, drop, fuel]) await store.append(KEY, snapshot(), deed, NOW);
    const { waiting } = await store.queue();
    expect(waiting.map((one) => one.number)).toEqual([1, 2, 3]);
    expect(waiting.map((one) => contentOf(one).receipt_number)).toEqual([1, undefined, 2]);
    expect(waiting[0]!.previous_hash).toBe(ZERO);
    for (const [i, one] of waiting.entries()) {
      expect(one.hash).toBe(await linkHash(one.previous_hash, one.document));
      if (i > 0) expect(one.previous_hash).toBe(waiting[i - 1]!.hash);
    }
    expect(await store.device(KEY)).toMatchObject({ number: 3, receipt_number: 2, hash: waiting[2]!.hash });
  });

  it("stays one chain when tabs write at once", async () => {
    const name = `till-${(databases += 1)}`;
    const tabs = [new OfflineStore(name), new OfflineStore(name), new OfflineStore(name)];
    await tabs[0]!.register(KEY, () => device());
    await Promise.all(Array.from({ length: 12 }, (_, i) => tabs[i % 3]!.append(KEY, snapshot(), shop, NOW + i)));
    const waiting = await tabs[0]!.next(KEY);
    expect(waiting.map((one) => one.number)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    waiting.slice(1).forEach((one, i) => expect(one.previous_hash).toBe(waiting[i]!.hash));
  });

  it("pays a fuelling once, in whichever tab", async () => {
    const store = await fresh();
    const paid = await Promise.allSettled([store.append(KEY, snapshot(), fuel, NOW), store.append(KEY, snapshot(), fuel, NOW)]);
    expect(paid.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(refused(paid.find((one) => one.status === "rejected")?.reason)).toBe("already_paid");
    await new Sync(store, takeAll, always).run();
    expect(await store.append(KEY, snapshot(), fuel, NOW).catch(refused)).toBe("already_paid");
    expect((await store.device(KEY))?.number).toBe(1);
  });
});

describe("limits", () => {
  it("stop what is too late, too many, too much, or switched off", () => {
    const at = (change: Partial<Device["limits"]>) => device({ limits: { ...device().limits, ...change } });
    expect(closedBy(device(), 0, NOW)).toBeNull();
    expect(closedBy(at({ max_operations: 0 }), 0, NOW)).toBe("switched_off");
    expect(closedBy(at({ max_age_s: 60 }), 0, NOW + 61_000)).toBe("too_long");
    expect(closedBy(at({ max_operations: 2 }), 2, NOW)).toBe("too_many");
    expect(refusal(at({ max_sale_minor: 289 }), 0, snapshot(), shop, NOW)).toBe("too_much");
    expect(refusal(device(), 0, snapshot(), drop, NOW)).toBeNull();
    expect(refusal(device(), 0, snapshot({ may: ["sales.sell"] }), drop, NOW)).toBe("not_allowed");
    expect(refusal(device(), 0, snapshot(), { ...shop, given_minor: 200 }, NOW)).toBe("given_too_little");
    expect(refusal(device(), 0, snapshot(), { kind: "PAID_OUT", amount_minor: 500, reason: "" }, NOW)).toBe("no_reason");
  });

  it("change nothing when they refuse", async () => {
    const store = await fresh({ limits: { max_sale_minor: 100, max_age_s: 86_400, max_operations: 200 } });
    expect(await store.append(KEY, snapshot(), shop, NOW).catch(refused)).toBe("too_much");
    expect(await store.append("other/till", snapshot(), shop, NOW).catch(refused)).toBe("unknown_till");
    expect((await store.queue()).waiting).toEqual([]);
    expect((await store.device(KEY))?.number).toBe(0);
  });
});

describe("sending", () => {
  it("sends in order, fifty at a time, and keeps what came of it", async () => {
    const store = await fresh();
    for (let i = 0; i < 60; i += 1) await store.append(KEY, snapshot(), shop, NOW + i);
    const calls: number[][] = [];
    const sync = new Sync(store, async (of, operations, pending) => {
      calls.push([operations[0]!.number, operations.length, pending]);
      return takeAll(of, operations, pending);
    }, always);
    await sync.run();
    expect(calls).toEqual([[1, 50, 10], [51, 10, 0]]);
    expect(sync.state.get()).toEqual({ kind: "quiet" });
    const { waiting, answered: done } = await store.queue();
    expect([waiting.length, done.length]).toEqual([0, 60]);
  });

  it("sends the same again when the answer was lost", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const store = await fresh();
    await store.append(KEY, snapshot(), shop, NOW);
    const sent: string[] = [];
    let lost = true;
    const sync = new Sync(store, async (of, operations, pending) => {
      sent.push(operations[0]!.operation_id);
      if (lost) throw unreachable();
      return takeAll(of, operations, pending);
    }, always);
    await sync.run();
    expect(sync.state.get()).toEqual({ kind: "later" });
    expect((await store.queue()).waiting).toHaveLength(1);
    lost = false;
    await sync.run();
    vi.useRealTimers();
    expect(sent[0]).toBe(sent[1]);
    expect((await store.queue()).waiting).toHaveLength(0);
  });

  it("looks again when another tab was sending", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const store = await fresh();
    await store.append(KEY, snapshot(), shop, NOW);
    let tries = 0;
    const sync = new Sync(store, takeAll, async (work) => (++tries > 1 ? always(work) : false));
    await sync.run();
    expect((await store.queue()).waiting).toHaveLength(1);
    vi.advanceTimersByTime(3001);
    vi.useRealTimers();
    await vi.waitFor(async () => expect((await store.queue()).waiting).toHaveLength(0));
  });

  it("says what must be done when the server does not take them", async () => {
    const store = await fresh();
    await store.append(KEY, snapshot(), shop, NOW);
    const failing = (error: Error) => new Sync(store, async () => { throw error; }, always);
    const broken = failing(new ApiProblem(409, "OfflineChainBroken", "number 4 is expected"));
    await broken.run();
    expect(broken.state.get()).toEqual({ kind: "stuck", words: "number 4 is expected" });
    const seen: string[] = [];
    broken.state.subscribe(() => seen.push(broken.state.get().kind));
    await broken.run();
    expect(seen).not.toContain("sending");
    broken.stop();
    const over = failing(new ApiProblem(401, "SessionOver", "over"));
    await over.run();
    expect(over.state.get()).toEqual({ kind: "signed_out" });
    expect((await store.queue()).waiting).toHaveLength(1);
  });

  it("forgets what was answered a week ago, and never what waits", async () => {
    const store = await fresh();
    await store.append(KEY, snapshot(), shop, NOW);
    await new Sync(store, takeAll, always).run();
    await store.append(KEY, snapshot(), drop, NOW);
    await store.trim(NOW + 8 * 86_400_000);
    const queue = await store.queue();
    expect([queue.waiting.length, queue.answered.length]).toEqual([1, 0]);
  });
});

describe("a device that registers again", () => {
  it("keeps the end of its own chain while that is ahead", () => {
    const ours = device({ number: 7, hash: "aa", receipt_number: 5 });
    const said = device({ number: 4, hash: "bb", receipt_number: 3, series: "Till 1/off-a", limits: { max_sale_minor: 1, max_age_s: 2, max_operations: 3 } });
    expect(registered(ours, said)).toMatchObject({ number: 7, hash: "aa", receipt_number: 5, limits: { max_operations: 3 } });
    expect(registered(null, said)).toEqual(said);
    expect(registered(device({ number: 1 }), said)).toEqual(said);
  });
});

describe("a ticket without the server", () => {
  it("adds fuel and shop items up", () => {
    const lines = withItem(withItem([], coffee), coffee);
    const draft = { fuel: { kind: "known" as const, sale: fuelling() }, lines };
    expect(totalMinor(draft)).toBe(2918 + 580);
    expect(deedOf(snapshot(), draft, 4000)).toMatchObject({ kind: "FUEL_CASH", sale_id: "s1", amount_minor: 2918, unit_price_milli: 1459, vat_rate_bp: 2000, total_minor: 3498, given_minor: 4000, change_minor: 502 });
    expect(deedOf(snapshot(), { fuel: null, lines }, 580)).toMatchObject({ kind: "SHOP_SALE", total_minor: 580, change_minor: 0 });
    expect(deedOf(snapshot(), { fuel: { kind: "typed", pump: 2, amount_minor: 1000 }, lines: [] }, 1000)).toMatchObject({ kind: "FUEL_TYPED", pump: 2, amount_minor: 1000 });
    expect(withoutItem(withoutItem(lines, "coffee"), "coffee")).toEqual([]);
  });

  it("offers only what may be paid", () => {
    const kept = snapshot({
      payables: [fuelling(), fuelling({ sale_id: "s2", kind: "PRE_PAY" }), fuelling({ sale_id: "s3", state: "LOCKED", shift_id: "other" }), fuelling({ sale_id: "s4", state: "LOCKED", shift_id: "sh" })],
    });
    expect(payables(kept, new Set(["s1"])).map((sale) => sale.sale_id)).toEqual(["s4"]);
    expect(itemsFor([coffee, { ...coffee, item_id: "x", name: "Old", active: false }], "COF 4006")).toEqual([coffee]);
  });
});
