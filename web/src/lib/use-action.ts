"use client";

/** A change as a mutation whose POST carries one Idempotency-Key for each intent. */

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Intent } from "./intent";

interface Options<T> {
  onSuccess?: (answer: T) => unknown;
}

export function useAction<I, T>(work: (input: I, key: string) => Promise<T>, { onSuccess }: Options<T> = {}) {
  const [intent] = useState(() => new Intent());
  return useMutation<T, Error, I>({
    mutationFn: (input) => work(input, intent.key(input)),
    onSuccess: (answer) => {
      intent.settled();
      return onSuccess?.(answer);
    },
    onError: (error) => intent.settled(error),
  });
}
