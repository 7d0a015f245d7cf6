/** One Idempotency-Key for each thing that a person wants done. */

import { ApiProblem } from "./problem";

/** `crypto.randomUUID` exists only on HTTPS and localhost; a station may open the dashboard by plain LAN address. */
export function idempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Pressing again after an unanswered call repeats the key; after an answer, or with other input, it is a new wish. */
export class Intent {
  private open: { wish: string; key: string } | null = null;

  constructor(private readonly newKey: () => string = idempotencyKey) {}

  key(input: unknown): string {
    const wish = JSON.stringify(input) ?? "";
    if (this.open?.wish !== wish) this.open = { wish, key: this.newKey() };
    return this.open.key;
  }

  /** Call with the outcome: `undefined` for success. */
  settled(error?: unknown): void {
    if (error instanceof ApiProblem && error.uncertain) return;
    this.open = null;
  }
}
