/** The nine IFSF fuelling point states: word, number, and how a screen shows them (never by colour alone). */

export type Tone = "ok" | "info" | "warn" | "bad" | "idle" | "muted";
export type StateIcon = "cross" | "lock" | "nozzle" | "bell" | "check" | "play" | "pause" | "drop" | "question";

export interface StateLook {
  number: number | null;
  word: string;
  tone: Tone;
  icon: StateIcon;
  hint: string;
}

const UNKNOWN: StateLook = { number: null, word: "No reading", tone: "muted", icon: "question", hint: "nothing heard from this pump yet" };

const STATES: Record<string, StateLook> = {
  INOPERATIVE: { number: 1, word: "Inoperative", tone: "bad", icon: "cross", hint: "out of order" },
  CLOSED: { number: 2, word: "Closed", tone: "muted", icon: "lock", hint: "not open for sale" },
  IDLE: { number: 3, word: "Idle", tone: "idle", icon: "nozzle", hint: "open, nozzle in" },
  CALLING: { number: 4, word: "Calling", tone: "warn", icon: "bell", hint: "nozzle lifted, customer waits" },
  AUTHORISED: { number: 5, word: "Authorised", tone: "info", icon: "check", hint: "released, nozzle still in" },
  STARTED: { number: 6, word: "Started", tone: "info", icon: "play", hint: "motor on, no flow yet" },
  SUSPENDED_STARTED: { number: 7, word: "Suspended", tone: "warn", icon: "pause", hint: "suspended before any flow" },
  FUELLING: { number: 8, word: "Fuelling", tone: "ok", icon: "drop", hint: "volume is flowing" },
  SUSPENDED_FUELLING: { number: 9, word: "Paused", tone: "warn", icon: "pause", hint: "flow suspended" },
};

export function stateLook(state: string | null): StateLook {
  return (state && STATES[state]) || UNKNOWN;
}

/** The word of a state by its number; none for a number that IFSF does not know. */
export function pumpStateWord(number: number): string | undefined {
  return Object.values(STATES).find((look) => look.number === number)?.word;
}

/** True while a delivery is under way, flowing or suspended. */
export function isFuelling(state: string | null): boolean {
  return state === "FUELLING" || state === "SUSPENDED_FUELLING";
}

/** True when the nozzle is out or released but nothing has flowed yet: the display stands at zero. */
export function isBeforeFlow(state: string | null): boolean {
  return state === "CALLING" || state === "AUTHORISED" || state === "STARTED" || state === "SUSPENDED_STARTED";
}
