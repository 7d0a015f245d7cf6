"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useEffect, type ReactNode } from "react";
import { Texts } from "@/i18n/texts";
import { useTranslations } from "use-intl";
import { isOver } from "@/lib/problem";
import { me as meQuery } from "@/lib/queries";
import { LiveProvider } from "@/live/live-provider";
import { hearTabs } from "@/session/channel";
import { forgetEverything } from "@/session/use-me";
import { useRestriction } from "../sign-in/use-restriction";
import { Failure } from "../ui";
import { PosFrame } from "./pos-frame";
import { PosWaiting } from "./pos-waiting";

const SignIn = lazy(() => import("../sign-in/sign-in").then((found) => ({ default: found.SignIn })));
const Restricted = lazy(() => import("../sign-in/restricted").then((found) => ({ default: found.Restricted })));
const ACCOUNT = ["account"] as const;
const WAITING = <PosFrame><PosWaiting /></PosFrame>;

function useOtherTabs() {
  const client = useQueryClient();
  useEffect(() => hearTabs(() => forgetEverything(client)), [client]);
}

/** Shows the till to whoever is signed in; to nobody it shows who can come in, without leaving the app's address. */
export function PosGate({ children }: { children: ReactNode }) {
  const t = useTranslations("pos");
  const answer = useQuery(meQuery());
  const { restriction, ...steps } = useRestriction(answer.data?.restriction);
  useOtherTabs();
  if (isOver(answer.error)) return <Suspense fallback={WAITING}><SignIn here /></Suspense>;
  if (answer.data && restriction) return <Suspense fallback={WAITING}><Texts bundles={ACCOUNT}><Restricted restriction={restriction} name={answer.data.display_name} {...steps} /></Texts></Suspense>;
  if (answer.data) return <LiveProvider key={answer.data.session_id ?? answer.data.user_id}>{children}</LiveProvider>;
  if (answer.isError) return <PosFrame><Failure error={answer.error} what={t("place.account")} onRetry={() => void answer.refetch()} /></PosFrame>;
  return WAITING;
}
