/** Whether the server answers: told by every call, and asked when there are none. */

import { Cell } from "@/live/cell";

export type Link = "live" | "late" | "offline";

const QUIET_MS = 10_000;
const LATE_MS = 25_000;
const SOON_MS = 1000;
const FIRST_AWAY_MS = 3000;
const LAST_AWAY_MS = 15_000;
const FAILURES = 2;

export interface Heard {
  atMs: number;
  failures: number;
  /** What the browser says of its network. */
  network: boolean;
}

/** One call without an answer may be bad luck; two are not. */
export function judged({ atMs, failures, network }: Heard, nowMs: number): Link {
  if (!network || failures >= FAILURES) return "offline";
  return failures > 0 || nowMs - atMs > LATE_MS ? "late" : "live";
}

/** How long to wait before asking again. */
export function askAfter(link: Link, failures: number): number {
  if (link === "live") return QUIET_MS;
  if (link === "late") return SOON_MS;
  return Math.min(LAST_AWAY_MS, FIRST_AWAY_MS * 1.5 ** Math.max(0, failures - FAILURES));
}

export class Connection {
  readonly link = new Cell<Link>("live");
  /** Of the last answer; 0 before the first. */
  heardAtMs = 0;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watching = false;
  private asking = false;

  /** `ask` is true when the server answered. */
  constructor(private readonly ask: () => Promise<boolean>, private readonly now: () => number = Date.now) {}

  /** Begins to ask; returns what ends it. */
  watch(): () => void {
    const changed = () => this.changed();
    this.watching = true;
    this.heardAtMs ||= this.now();
    window.addEventListener("online", changed);
    window.addEventListener("offline", changed);
    this.changed();
    return () => {
      this.watching = false;
      clearTimeout(this.timer);
      window.removeEventListener("online", changed);
      window.removeEventListener("offline", changed);
    };
  }

  /** The server answered something, whatever it was. */
  heard(): void {
    this.heardAtMs = this.now();
    this.failures = 0;
    this.judge();
  }

  /** A call had no answer: was it the call, or is the server away? */
  doubted(): void {
    if (this.watching) void this.askNow();
  }

  private changed(): void {
    if (navigator.onLine) void this.askNow();
    else this.judge();
  }

  private judge(): void {
    if (!this.watching) return;
    const link = judged({ atMs: this.heardAtMs, failures: this.failures, network: navigator.onLine }, this.now());
    this.link.set(link);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.askNow(), askAfter(link, this.failures));
  }

  /** Without waiting for its turn. */
  async askNow(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    clearTimeout(this.timer);
    const answered = await this.ask();
    this.asking = false;
    if (answered) return this.heard();
    this.failures += 1;
    this.judge();
  }
}
