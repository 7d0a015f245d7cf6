/** The nine IFSF fuelling point states: word, number, and how a screen shows them (never by colour alone). */

import { texts } from "@/i18n/language";
import type { Messages } from "@/i18n/messages";

export type Tone = "ok" | "info" | "warn" | "bad" | "idle" | "muted";
export type StateIcon = "cross" | "lock" | "nozzle" | "bell" | "check" | "play" | "pause" | "drop" | "question";

export interface StateLook {
  number: number | null;
  word: string;
  tone: Tone;
  icon: StateIcon;
  hint: string;
}

type Plain = Omit<StateLook, "word" | "hint">;

function look(state: keyof Messages["selling"]["pumpState"], plain: Plain): StateLook {
  const t = texts("selling");
  return { ...plain, word: t(`pumpState.${state}`), hint: t(`pumpHint.${state}`) };
}

const STATES = {
  INOPERATIVE: { number: 1, tone: "bad", icon: "cross" },
  CLOSED: { number: 2, tone: "muted", icon: "lock" },
  IDLE: { number: 3, tone: "idle", icon: "nozzle" },
  CALLING: { number: 4, tone: "warn", icon: "bell" },
  AUTHORISED: { number: 5, tone: "info", icon: "check" },
  STARTED: { number: 6, tone: "info", icon: "play" },
  SUSPENDED_STARTED: { number: 7, tone: "warn", icon: "pause" },
  FUELLING: { number: 8, tone: "ok", icon: "drop" },
  SUSPENDED_FUELLING: { number: 9, tone: "warn", icon: "pause" },
} satisfies Record<string, Plain>;

function isState(state: string): state is keyof typeof STATES {
  return state in STATES;
}

export function stateLook(state: string | null): StateLook {
  if (state === null || !isState(state)) return look("NONE", { number: null, tone: "muted", icon: "question" });
  return look(state, STATES[state]);
}

/** The word of a state by its number; none for a number that IFSF does not know. */
export function pumpStateWord(number: number): string | undefined {
  return Object.keys(STATES).map(stateLook).find((look) => look.number === number)?.word;
}

/** True while a delivery is under way, flowing or suspended. */
export function isFuelling(state: string | null): boolean {
  return state === "FUELLING" || state === "SUSPENDED_FUELLING";
}

/** True when the nozzle is out or released but nothing has flowed yet: the display stands at zero. */
export function isBeforeFlow(state: string | null): boolean {
  return state === "CALLING" || state === "AUTHORISED" || state === "STARTED" || state === "SUSPENDED_STARTED";
}
