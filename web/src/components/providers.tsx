"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { ApiProblem } from "@/lib/api";
import { loginPath } from "@/lib/navigation";
import { recheck } from "@/lib/queries";

function retry(failures: number, error: Error): boolean {
  const definite = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !definite && failures < 2;
}

export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [client] = useState(() => {
    const onError = (error: Error) => {
      if (!(error instanceof ApiProblem) || error.status !== 401 || location.pathname.startsWith("/login")) return;
      router.replace(loginPath(location.pathname + location.search));
    };
    return new QueryClient({
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
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
