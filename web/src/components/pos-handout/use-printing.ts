"use client";

import { useRef } from "react";
import { printedBytes } from "@/lib/handout-actions";
import { printOn } from "@/lib/printer";
import type { ReceiptOf } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";

interface Job {
  bytes: ArrayBuffer;
  key: string;
}

/** Prints through the bridge. What the printer refused is sent again as it is: an original stays the original. */
export function usePrinting(of: ReceiptOf, address: string, onPrinted: () => void) {
  const waiting = useRef<Job | null>(null);
  return useAction(async (_: undefined, key: string) => {
    const job = waiting.current ?? { bytes: await printedBytes(of, key), key };
    waiting.current = job;
    await printOn(address, job.bytes, job.key);
    waiting.current = null;
  }, { onSuccess: onPrinted });
}
