"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { loginPath } from "@/lib/navigation";
import { ApiProblem, isProblem } from "@/lib/problem";
import { me, recheck } from "@/lib/queries";

/** The session is over and was not to be renewed. A wrong password is a 401 too, but ends nothing. */
const OVER = ["NotSignedIn", "SessionOver", "RefreshTokenReused"];
/** What the person may do is not what this page thinks. */
const OTHER_RIGHTS = ["NotAllowed", "PasswordChangeRequired", "SecondFactorEnrolmentRequired"];

function retry(failures: number, error: Error): boolean {
  const definite = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !definite && failures < 2;
}

export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [client] = useState(() => {
    const onError = (error: Error) => {
      if (isProblem(error, ...OVER) && !location.pathname.startsWith("/login")) router.replace(loginPath(location.pathname + location.search));
      if (isProblem(error, ...OTHER_RIGHTS)) void made.invalidateQueries(me());
    };
    const made: QueryClient = new QueryClient({
      queryCache: new QueryCache({ onError }),
      mutationCache: new MutationCache({ onError }),
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
