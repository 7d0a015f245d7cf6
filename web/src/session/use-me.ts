"use client";

import { useQuery, useQueryClient, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { methods } from "@/lib/session-queries";
import { isAtTill } from "@/lib/navigation";
import { may, mayEverywhere, sitesOf, type Permissions } from "@/lib/permissions";
import { me } from "@/lib/queries";
import type { Operation } from "@/lib/types";
import { tellTabs } from "./channel";

const NOTHING: Permissions = [];

/** What the person may do; nothing until that is known. */
export function usePermissions() {
  const permissions = useQuery(me()).data?.permissions ?? NOTHING;
  return {
    may: (operation: Operation, site?: string) => may(permissions, operation, site),
    mayEverywhere: (operation: Operation) => mayEverywhere(permissions, operation),
    sitesOf: (operation: Operation) => sitesOf(permissions, operation),
  };
}

/** How one can sign in here belongs to the browser, everything else to the person. */
const ofThePerson = { predicate: ({ queryKey }: { queryKey: QueryKey }) => queryKey[0] !== methods().queryKey[0] };

/** Nor what the till kept to go on without the server; what it did without it stays until it is sent. */
async function forgetTill(): Promise<void> {
  const { canWorkOffline, till } = await import("@/offline/parts");
  if (canWorkOffline()) await till().store.forget();
}

/** Nothing of the person before stays in memory; what is on the screen is asked for again. */
export function forgetEverything(client: QueryClient): void {
  void forgetTill();
  client.removeQueries({ type: "inactive", ...ofThePerson });
  void client.resetQueries(ofThePerson);
}

/** Other tabs follow. */
export function useSessionBegun() {
  const client = useQueryClient();
  const router = useRouter();
  return (next: string) => {
    forgetEverything(client);
    tellTabs("signed-in");
    router.replace(next);
  };
}

/** Other tabs follow. Asked who is signed in, the till then shows who can come in. */
export function useSessionEnded() {
  const client = useQueryClient();
  const router = useRouter();
  return () => {
    tellTabs("signed-out");
    if (isAtTill(location.pathname)) return forgetEverything(client);
    void forgetTill();
    client.clear();
    router.replace("/login/");
  };
}
