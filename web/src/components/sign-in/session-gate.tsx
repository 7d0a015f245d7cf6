"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { loginPath } from "@/lib/navigation";
import { me as meQuery } from "@/lib/queries";
import { LiveProvider } from "@/live/live-provider";
import { hearTabs } from "@/session/channel";
import { forgetEverything } from "@/session/use-me";
import { BrandBar } from "../brand-bar";
import { Failure, Skeletons } from "../ui";
import { Restricted } from "./restricted";
import { useRestriction } from "./use-restriction";

function useOtherTabs() {
  const client = useQueryClient();
  const router = useRouter();
  useEffect(() => hearTabs((news) => {
    if (news === "signed-out") router.replace(loginPath(location.pathname + location.search));
    else forgetEverything(client);
  }), [client, router]);
}

/** Shows the app to whoever is signed in and free to use it; everything in it belongs to that person. */
export function SessionGate({ children }: { children: ReactNode }) {
  const t = useTranslations("signIn");
  const answer = useQuery(meQuery());
  const { restriction, ...steps } = useRestriction(answer.data?.restriction);
  useOtherTabs();
  if (answer.data && restriction) return <Restricted restriction={restriction} name={answer.data.display_name} {...steps} />;
  if (answer.data) return <LiveProvider key={answer.data.session_id ?? answer.data.user_id}>{children}</LiveProvider>;
  return (
    <>
      <BrandBar />
      <div className="mx-auto max-w-[120rem] space-y-3 px-4 py-5 sm:px-6">
        {answer.isError
          ? <Failure whole error={answer.error} what={t("yourAccount")} onRetry={() => void answer.refetch()} />
          : <Skeletons count={4} className="h-24" label={t("loading")} />}
      </div>
    </>
  );
}
