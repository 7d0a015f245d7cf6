/** What may be asked of a pump in its state, and what a tap on it means. IFSF's table and codes, as the pos service has them (domain/pump.py). Pure. */

import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
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

const COMMANDS: readonly PumpCommand[] = ["suspend", "resume", "terminate", "open", "close"];

export function commandWords(command: PumpCommand): CommandWords {
  const t = texts("selling");
  return { word: t(`order.${command}`), busy: t(`ordering.${command}`) };
}

/** Those that make sense to offer, the most likely first. A calling pump is released or closed, not stopped. */
export function offered(state: string | null): PumpCommand[] {
  return COMMANDS.filter((name) => allows(state, name) && !(name === "terminate" && state === "CALLING"));
}

export type Tap = { kind: "authorise" } | { kind: "pay"; sale: SaleLive } | { kind: "open" };

/** A customer who waits is released; else whoever waits to pay is served; else the pump's own dialog opens. */
export function tapOn(state: string | null, sales: readonly SaleLive[], may: (operation: Operation) => boolean): Tap {
  if (state === "CALLING" && may("pumps.authorise") && !currentSale(sales)) return { kind: "authorise" };
  const [waiting] = sales.filter(isPayable);
  if (waiting && may("sales.sell")) return { kind: "pay", sale: waiting };
  return { kind: "open" };
}

/** By IFSF's name of the minor error, as pos and devices give it, and by reasons of our own: `closed`, `0x2E` → "it is closed (IFSF 0x2E). Open it first." */
export function refusalWords(reason: string, code: string): string {
  const t = texts("selling");
  const words = known("selling", `refusal.${reason}`) ?? t("refusalSays", { reason: reason.replace(/_/g, " ") });
  const todo = known("selling", `refusalTodo.${reason}`);
  return `${words}${code && ` (IFSF ${code})`}.${todo ? ` ${todo}` : ""}`;
}

/** How a customer who pays afterwards is served at the pump: by themselves, or by an attendant. */
export function releaseKind(site: Pick<Site, "pumps">, pump: number): "POST_PAY" | "ATTENDANT" {
  return site.pumps.find(({ number }) => number === pump)?.service_level === "ATTENDED" ? "ATTENDANT" : "POST_PAY";
}
