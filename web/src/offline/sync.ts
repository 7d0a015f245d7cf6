/** Sends what waits, each link once and in order, as soon as the server answers again. */

import { ApiProblem, isProblem } from "@/lib/problem";
import { retryDelay } from "@/live/stream";
import { Cell } from "@/live/cell";
import type { OfflineStore } from "./store";
import type { Answer, Device, Operation } from "./types";

/** As many as the server takes in one call. */
export const BATCH = 50;
/** Somebody may have signed in, opened a shift, or mended it. */
const LOOK_AGAIN_MS = 30_000;
/** Another tab sends; what it meets with is seen here too. */
const AFTER_ANOTHER_MS = 3000;

/** `pending` is how many wait after these. */
export type Send = (device: Device, operations: readonly Operation[], pending: number) => Promise<ReadonlyMap<string, Answer>>;
/** Runs the work unless another tab does so at this moment; false when it did not. */
export type Alone = (work: () => Promise<void>) => Promise<boolean>;

export type SyncState =
  | { kind: "quiet" }
  | { kind: "sending" }
  /** The server is away again; it is tried by itself. */
  | { kind: "later" }
  /** Somebody who may sell must sign in. */
  | { kind: "signed_out" }
  /** The server does not take them: somebody must look. */
  | { kind: "stuck"; words: string };

const SIGN_IN = ["NotSignedIn", "SessionOver", "RefreshTokenReused", "NotAllowed", "PasswordChangeRequired", "SecondFactorEnrolmentRequired"];

/** Waiting alone sends nothing. */
export function needsSomebody({ kind }: SyncState): boolean {
  return kind === "stuck" || kind === "signed_out";
}

function stateAfter(error: unknown): SyncState {
  if (isProblem(error, ...SIGN_IN)) return { kind: "signed_out" };
  if (error instanceof ApiProblem && !error.uncertain && error.status !== 429) return { kind: "stuck", words: error.message };
  return { kind: "later" };
}

export class Sync {
  readonly state = new Cell<SyncState>({ kind: "quiet" });
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: OfflineStore, private readonly send: Send, private readonly alone: Alone) {}

  /** Now, whatever was planned. */
  async run(): Promise<void> {
    clearTimeout(this.timer);
    if (!(await this.alone(() => this.everything()))) this.timer = setTimeout(() => void this.run(), AFTER_ANOTHER_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async everything(): Promise<void> {
    try {
      for (const device of await this.store.devices()) await this.of(device);
      this.attempt = 0;
      this.state.set({ kind: "quiet" });
    } catch (error) {
      const state = stateAfter(error);
      this.state.set(state);
      this.timer = setTimeout(() => void this.run(), state.kind === "later" ? retryDelay(this.attempt++, Math.random()) : LOOK_AGAIN_MS);
    }
  }

  private async of(device: Device): Promise<void> {
    for (let left = await this.store.next(device.key); left.length > 0; left = await this.store.next(device.key)) {
      // Tried once more, it stays what somebody must look at until the server has taken something.
      if (!needsSomebody(this.state.get())) this.state.set({ kind: "sending" });
      const next = left.slice(0, BATCH);
      const answers = await this.send(device, next, left.length - next.length);
      if (!next.some((one) => answers.has(one.operation_id))) throw new ApiProblem(500, "", "The server did not say what became of it.");
      await this.store.answer(device.key, answers);
      this.state.set({ kind: "sending" });
    }
  }
}

/** One tab at a time; where the browser has no locks, the server still does each thing once. */
export const aloneAmongTabs: Alone = async (work) => {
  if (navigator.locks) {
    return navigator.locks.request("motorway-till-sync", { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return lock !== null;
    });
  }
  await work();
  return true;
};
