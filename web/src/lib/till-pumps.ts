/** What may be asked of a pump in its state, and what a tap on it means. IFSF's table and codes, as the pos service has them (domain/pump.py). Pure. */

import { currentSale, isPayable, type SaleLive } from "@/live/sales";
import type { Operation, Site } from "./types";

export type PumpCommand = "open" | "close" | "suspend" | "resume" | "terminate";

const CLOSED_OR_OUT = ["INOPERATIVE", "CLOSED"];
const IN_FORCE = ["AUTHORISED", "STARTED", "SUSPENDED_STARTED", "FUELLING", "SUSPENDED_FUELLING"];

const ALLOWED: Record<PumpCommand | "release", (state: string) => boolean> = {
  open: (state) => state === "CLOSED",
  close: (state) => !CLOSED_OR_OUT.includes(state),
  release: (state) => state === "IDLE" || state === "CALLING",
  terminate: (state) => state === "CALLING" || IN_FORCE.includes(state),
  suspend: (state) => state === "STARTED" || state === "FUELLING",
  resume: (state) => state === "SUSPENDED_STARTED" || state === "SUSPENDED_FUELLING",
};

export function allows(state: string | null, command: PumpCommand | "release"): boolean {
  return state !== null && ALLOWED[command](state);
}

export interface CommandWords {
  word: string;
  /** While it is on its way. */
  busy: string;
}

export const COMMANDS: Record<PumpCommand, CommandWords> = {
  suspend: { word: "Suspend", busy: "Suspending…" },
  resume: { word: "Resume", busy: "Resuming…" },
  terminate: { word: "Stop", busy: "Stopping…" },
  open: { word: "Open", busy: "Opening…" },
  close: { word: "Close", busy: "Closing…" },
};

/** Those that make sense to offer, the most likely first. A calling pump is released or closed, not stopped. */
export function offered(state: string | null): PumpCommand[] {
  const names = Object.keys(COMMANDS) as PumpCommand[];
  return names.filter((name) => allows(state, name) && !(name === "terminate" && state === "CALLING"));
}

export type Tap = { kind: "authorise" } | { kind: "pay"; sale: SaleLive } | { kind: "open" };

/** A customer who waits is released; else whoever waits to pay is served; else the pump's own dialog opens. */
export function tapOn(state: string | null, sales: readonly SaleLive[], may: (operation: Operation) => boolean): Tap {
  if (state === "CALLING" && may("pumps.authorise") && !currentSale(sales)) return { kind: "authorise" };
  const [waiting] = sales.filter(isPayable);
  if (waiting && may("sales.sell")) return { kind: "pay", sale: waiting };
  return { kind: "open" };
}

interface Refusal {
  words: string;
  todo: string;
}

/** By IFSF's name of the minor error, as pos and devices give it; and reasons of our own. */
const REFUSALS: Record<string, Refusal> = {
  inoperative: { words: "it is out of order", todo: "Serve the customer at another pump and call the technician." },
  closed: { words: "it is closed", todo: "Open it first." },
  emergency_stopped: { words: "the emergency stop is in force", todo: "A supervisor restarts the forecourt when it is safe." },
  already_open: { words: "it is open already", todo: "" },
  not_in_progress: { words: "no delivery is in progress", todo: "" },
  already_started: { words: "it is released already", todo: "" },
  configuration_locked: { words: "it is in use", todo: "Try again when the customer has finished." },
  wrong_controller: { words: "another system controls it", todo: "Call the technician." },
  price_set_differs: { words: "its prices are not the ones in force", todo: "They are being sent; try again in a moment." },
  no_answer: { words: "it did not answer and is not released", todo: "Try again; if it goes on, check the controller." },
  expired: { words: "the order came too late and it is not released", todo: "Try again." },
  cancelled: { words: "the authorisation was taken back", todo: "" },
};

/** `closed`, `0x2E` → "it is closed (IFSF 0x2E). Open it first." */
export function refusalWords(reason: string, code: string): string {
  const known = REFUSALS[reason];
  const words = known?.words ?? `it says “${reason.replace(/_/g, " ")}”`;
  return `${words}${code && ` (IFSF ${code})`}.${known?.todo ? ` ${known.todo}` : ""}`;
}

/** How a customer who pays afterwards is served at the pump: by themselves, or by an attendant. */
export function releaseKind(site: Pick<Site, "pumps">, pump: number): "POST_PAY" | "ATTENDANT" {
  return site.pumps.find(({ number }) => number === pump)?.service_level === "ATTENDED" ? "ATTENDANT" : "POST_PAY";
}
