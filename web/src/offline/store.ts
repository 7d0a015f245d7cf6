/** The till's own memory: a database of the browser, shared by its tabs. No secret and no token is in it. */

import type { DBSchema, IDBPDatabase } from "idb";
import { advanced, linked } from "./chain";
import { refusal, type Refusal } from "./limits";
import { contentOf, type Answer, type Deed, type Device, type Operation, type Snapshot } from "./types";

interface Schema extends DBSchema {
  devices: { key: string; value: Device };
  operations: { key: [string, number]; value: Operation; indexes: { waiting: [number, string, number]; sale: string } };
  snapshots: { key: "current"; value: Snapshot };
}

const NAME = "motorway-till";
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** Nothing was written. */
export class NotOffline extends Error {
  constructor(readonly refusal: Refusal | "unknown_till") {
    super(refusal);
    this.name = "NotOffline";
  }
}

export interface Queue {
  waiting: readonly Operation[];
  /** Those that the server has answered, newest first. */
  answered: readonly Operation[];
}

/** The pumps are shown without waiting for it. */
async function opened(name: string): Promise<IDBPDatabase<Schema>> {
  const { openDB } = await import("idb");
  return openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("devices", { keyPath: "key" });
      const operations = db.createObjectStore("operations", { keyPath: ["device", "number"] });
      operations.createIndex("waiting", ["waiting", "device", "number"]);
      operations.createIndex("sale", "sale_id");
      db.createObjectStore("snapshots");
    },
  });
}

export class OfflineStore {
  private readonly database: Promise<IDBPDatabase<Schema>>;

  /** `told` is called after each change, for other tabs too. */
  constructor(name = NAME, private readonly told: () => void = () => undefined) {
    this.database = opened(name);
  }

  async snapshot(): Promise<Snapshot | null> {
    return (await (await this.database).get("snapshots", "current")) ?? null;
  }

  async keep(snapshot: Snapshot): Promise<void> {
    await (await this.database).put("snapshots", snapshot, "current");
    this.told();
  }

  /** Whoever signed out, or somebody else's till, is not shown again. */
  async forget(): Promise<void> {
    await (await this.database).delete("snapshots", "current");
    this.told();
  }

  async device(key: string): Promise<Device | null> {
    return (await (await this.database).get("devices", key)) ?? null;
  }

  async devices(): Promise<Device[]> {
    return (await this.database).getAll("devices");
  }

  /** The server was heard: what may be done without it begins anew. */
  async heard(key: string, atMs: number): Promise<void> {
    const transaction = (await this.database).transaction("devices", "readwrite");
    const known = await transaction.store.get(key);
    if (known) await transaction.store.put({ ...known, heard_at: new Date(atMs).toISOString() });
    await transaction.done;
    this.told();
  }

  /** Changes what the device is allowed and when it was heard; its chain and numbers only grow. */
  async register(key: string, change: (known: Device | null) => Device): Promise<void> {
    const transaction = (await this.database).transaction("devices", "readwrite", { durability: "strict" });
    await transaction.store.put(change((await transaction.store.get(key)) ?? null));
    await transaction.done;
    this.told();
  }

  /** Adds a link to the chain, or raises NotOffline. Two tabs may do so at once: whoever comes second links to the first. */
  async append(key: string, snapshot: Snapshot, deed: Deed, nowMs: number): Promise<Operation> {
    for (;;) {
      const device = await this.device(key);
      if (!device) throw new NotOffline("unknown_till");
      const operation = await linked(device, snapshot, deed, nowMs);
      if (await this.commit(device, operation, snapshot, deed, nowMs)) return operation;
    }
  }

  private async commit(device: Device, operation: Operation, snapshot: Snapshot, deed: Deed, nowMs: number): Promise<boolean> {
    const transaction = (await this.database).transaction(["devices", "operations"], "readwrite", { durability: "strict" });
    const devices = transaction.objectStore("devices");
    const operations = transaction.objectStore("operations");
    const now = await devices.get(device.key);
    if (now?.hash !== device.hash || now.number !== device.number) return false;
    const waiting = await operations.index("waiting").count(waitingOf(device.key));
    const paid = operation.sale_id !== "" && (await operations.index("sale").count(operation.sale_id)) > 0;
    const refused = paid ? "already_paid" : refusal(now, waiting, snapshot, deed, nowMs);
    if (refused) throw new NotOffline(refused);
    await operations.add(operation);
    await devices.put(advanced(now, operation, deed.kind));
    await transaction.done;
    this.told();
    return true;
  }

  /** The links of a device that the server has not answered, in order. */
  async next(key: string): Promise<Operation[]> {
    return (await this.database).getAllFromIndex("operations", "waiting", waitingOf(key));
  }

  async answer(key: string, answers: ReadonlyMap<string, Answer>): Promise<void> {
    const transaction = (await this.database).transaction("operations", "readwrite", { durability: "strict" });
    for (const operation of await transaction.store.index("waiting").getAll(waitingOf(key))) {
      const answer = answers.get(operation.operation_id);
      if (answer) await transaction.store.put({ ...operation, waiting: 0, answer });
    }
    await transaction.done;
    this.told();
  }

  async queue(): Promise<Queue> {
    const all = await (await this.database).getAll("operations");
    const newest = all.sort((a, b) => timeOf(b).localeCompare(timeOf(a)) || b.number - a.number);
    return { waiting: newest.filter((one) => one.waiting === 1).reverse(), answered: newest.filter((one) => one.waiting === 0) };
  }

  /** What was answered long ago stands in the server's books. */
  async trim(nowMs: number): Promise<void> {
    const transaction = (await this.database).transaction("operations", "readwrite");
    for (const operation of await transaction.store.index("waiting").getAll(IDBKeyRange.bound([0], [0, []]))) {
      if (nowMs - Date.parse(contentOf(operation).at) > KEPT_MS) await transaction.store.delete([operation.device, operation.number]);
    }
    await transaction.done;
  }
}

/** The first 48 bits of a UUIDv7. */
function timeOf({ operation_id }: Operation): string {
  return operation_id.slice(0, 13);
}

function waitingOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([1, key], [1, key, []]);
}
