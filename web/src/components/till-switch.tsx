"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import { useTranslations } from "use-intl";
import { methods } from "@/lib/session-queries";
import { isAtTill } from "@/lib/navigation";
import { useSessionBegun } from "@/session/use-me";
import { Dialog } from "./dialog";
import { Icon } from "./icon";
import { Unsent } from "./offline/unsent";
import { useHeldBack } from "./offline/use-offline";

const TillSignIn = lazy(() => import("./sign-in/till-sign-in").then((found) => ({ default: found.TillSignIn })));

/** On an enrolled till the next cashier takes over with a PIN. */
export function TillSwitch() {
  const t = useTranslations("common");
  const till = useQuery(methods()).data?.till;
  const [open, setOpen] = useState(false);
  const begun = useSessionBegun();
  const unsent = useHeldBack();
  if (!till) return null;
  const signedIn = () => {
    setOpen(false);
    // The next cashier goes on selling where the last one did.
    begun(isAtTill(location.pathname) ? location.pathname + location.search : "/");
  };
  return (
    <>
      <button type="button" data-testid="till-switch" onClick={() => setOpen(true)}
        className="flex min-h-11 items-center gap-2 rounded-lg border border-white/40 px-3 font-semibold text-white hover:bg-white/10">
        <Icon name="swap" /><span className="sr-only sm:not-sr-only">{t("switch")}</span>
      </button>
      {open && <Dialog title={`${till.name} · ${till.site}`} onClose={() => setOpen(false)}>{unsent > 0 ? <Unsent what="switch" count={unsent} /> : <Suspense><TillSignIn onSignedIn={signedIn} /></Suspense>}</Dialog>}
    </>
  );
}
