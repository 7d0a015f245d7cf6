"use client";

import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { paperBytes, type PaperLine } from "@/lib/paper";
import { printOn, usePrinter } from "@/lib/printer";
import { useAction } from "@/lib/use-action";

interface Job {
  bytes: Uint8Array<ArrayBuffer>;
  key: string;
}

export interface Paper {
  /** How often it came out, as far as this page knows: the next one is that copy, and 0 the original. */
  printed: number;
  print: () => void;
  /** With the browser's dialog instead of the printer that refused. */
  round: () => void;
  busy: boolean;
  done: boolean;
  error: Error | null;
}

/**
 * Paper that the till makes without asking the server: through the bridge, else by the browser. `original` is the key
 * under which the bridge prints the first one, once, whatever tab asks. What the printer refused is sent again as it is.
 */
export function usePaper(compose: (copy: number) => readonly PaperLine[], original?: string): Paper {
  const address = usePrinter();
  const [printed, setPrinted] = useState(0);
  const waiting = useRef<Job | null>(null);
  const bridge = useAction(async (_: undefined, key: string) => {
    const job = waiting.current ?? { bytes: paperBytes(compose(printed)), key: printed === 0 && original ? original : key };
    waiting.current = job;
    await printOn(address, job.bytes, job.key);
    waiting.current = null;
  }, { onSuccess: () => setPrinted((before) => before + 1) });
  const byBrowser = () => {
    window.print();
    setPrinted((before) => before + 1);
  };
  const round = () => {
    // A part of the original may have come out already.
    waiting.current = null;
    flushSync(() => setPrinted((before) => Math.max(1, before)));
    bridge.reset();
    byBrowser();
  };
  return { printed, print: () => (address ? bridge.mutate(undefined) : byBrowser()), round, busy: bridge.isPending, done: bridge.isSuccess, error: bridge.error };
}
