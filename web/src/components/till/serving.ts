"use client";

import { useEffect } from "react";
import { Cell } from "@/live/cell";

/** How many views of this tab have a customer, or a report, in hand. */
export const servings = new Cell(0);

/** The till is not loaded anew as long as the component is there. */
export function useServing(): void {
  useEffect(() => {
    servings.set(servings.get() + 1);
    return () => servings.set(servings.get() - 1);
  }, []);
}
