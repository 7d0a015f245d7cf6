"use client";

/** The bridge to the receipt printer beside this browser (bridges/escpos). */

import { useSyncExternalStore } from "react";

const KEPT = "motorway.printer";
const TIMEOUT_MS = 25_000;
export const USUAL_ADDRESS = "http://127.0.0.1:18470";

/** How the printer says that it is. UNKNOWN: it says nothing. */
export const CONDITIONS = ["READY", "PAPER_LOW", "OUT_OF_PAPER", "COVER_OPEN", "FAULT", "UNKNOWN"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Why nothing was printed. BridgeAway: no answer at all. */
const REASONS = ["BridgeAway", "OriginRefused", "PrinterAway", "OutOfPaper", "CoverOpen", "PrinterFault", "Other"] as const;
export type PrinterReason = (typeof REASONS)[number];

export class PrinterProblem extends Error {
  constructor(readonly reason: PrinterReason) {
    super(reason);
    this.name = "PrinterProblem";
  }
}

/** As it is kept: our pages may reach nothing but this machine. Null for anything else. */
export function bridgeAddress(text: string): string | null {
  const typed = text.trim().replace(/\/+$/, "");
  const url = URL.parse(/^[a-z]+:\/\//i.test(typed) ? typed : `http://${typed}`);
  const ours = url?.protocol === "http:" && ["127.0.0.1", "localhost"].includes(url.hostname) && url.port !== "";
  return ours && url.pathname === "/" && !url.search && !url.hash && !url.username ? url.origin : null;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function kept(): string {
  try {
    return bridgeAddress(localStorage.getItem(KEPT) ?? "") ?? "";
  } catch {
    return "";
  }
}

/** The address of the bridge that this browser prints through; empty: it prints with its own dialog. */
export function usePrinter(): string {
  return useSyncExternalStore(subscribe, kept, () => "");
}

/** Empty: no bridge from now on. */
export function keepPrinter(address: string): void {
  if (address) localStorage.setItem(KEPT, address);
  else localStorage.removeItem(KEPT);
  listeners.forEach((listener) => listener());
}

async function ask(address: string, path: string, init: RequestInit): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(address + path, { ...init, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new PrinterProblem("BridgeAway");
  }
  const said = (await answer.json().catch(() => ({}))) as { reason?: string };
  if (!answer.ok) throw new PrinterProblem(REASONS.find((reason) => reason === said.reason) ?? "Other");
  return said;
}

/** Raises PrinterProblem. A job that was printed under the key before is not printed again. */
export async function printOn(address: string, job: BufferSource, key: string): Promise<void> {
  await ask(address, "/print", { method: "POST", body: job, headers: { "Content-Type": "application/octet-stream", "Idempotency-Key": key } });
}

/** Raises PrinterProblem. */
export async function conditionOf(address: string): Promise<Condition> {
  const said = (await ask(address, "/status", {})) as { condition?: string };
  return CONDITIONS.find((condition) => condition === said.condition) ?? "UNKNOWN";
}
