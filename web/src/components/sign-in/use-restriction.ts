"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { me } from "@/lib/queries";
import type { Restriction } from "@/lib/types";

/** What has to be done before the account can be used; recovery codes stay on the screen until they were read. */
export function useRestriction(asked: Restriction | null | undefined) {
  const client = useQueryClient();
  const [held, setHeld] = useState<Restriction | null>(null);
  const onDone = () => {
    setHeld(null);
    void client.invalidateQueries(me());
  };
  return { restriction: held ?? asked ?? null, onCodes: () => setHeld("enrol_second_factor"), onDone };
}
