"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { isAtTill, loginPath } from "@/lib/navigation";
import { ApiProblem, isOver, isProblem } from "@/lib/problem";
import { me, recheck } from "@/lib/queries";

/** What the person may do is not what this page thinks. */
const OTHER_RIGHTS = ["NotAllowed", "PasswordChangeRequired", "SecondFactorEnrolmentRequired"];

function retry(failures: number, error: Error): boolean {
  const definite = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !definite && failures < 2;
}

export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [client] = useState(() => {
    /** The till shows who can come in itself, as soon as asking who is signed in fails. */
    const over = (asked: boolean) => {
      const { pathname, search } = location;
      if (!isAtTill(pathname)) {
        if (!pathname.startsWith("/login")) router.replace(loginPath(pathname + search));
      } else if (!asked) void made.invalidateQueries(me());
    };
    const onError = (error: Error, asked = false) => {
      if (isOver(error)) over(asked);
      if (isProblem(error, ...OTHER_RIGHTS)) void made.invalidateQueries(me());
    };
    const made: QueryClient = new QueryClient({
      queryCache: new QueryCache({ onError: (error, { queryKey }) => onError(error, queryKey[0] === me().queryKey[0]) }),
      mutationCache: new MutationCache({ onError: (error) => onError(error) }),
      defaultOptions: {
        queries: {
          retry,
          // A station's network has no internet by design; ask the server, not the browser's guess.
          networkMode: "always",
          refetchInterval: recheck(false),
        },
        mutations: { networkMode: "always" },
      },
    });
    return made;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
