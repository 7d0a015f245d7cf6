"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { stopForecourt } from "@/lib/forecourt-actions";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Dialog } from "../dialog";
import { StopButton } from "../emergency-stop";
import { BigButton } from "../till/till-parts";

/** Nothing here reaches the pumps for sure: it says so at once, and tries all the same. */
export function OfflineStop({ site }: { site: Site }) {
  const t = useTranslations("offline");
  const [open, setOpen] = useState(false);
  const stop = useAction((_: undefined, key: string) => stopForecourt(site.site_id, key));
  const press = () => {
    setOpen(true);
    stop.mutate(undefined);
  };
  return (
    <>
      <StopButton onPress={press} className="shrink-0 max-sm:gap-1.5 max-sm:px-2 max-sm:text-sm!" />
      {open && (
        <Dialog title={t("stop.title")} onClose={() => setOpen(false)} testId="offline-stop">
          <p role="alert" className="text-2xl leading-8 font-bold text-bad-ink">{t("stop.now")}</p>
          <p role="status" className="mt-3 text-lg">{t(stop.isPending ? "stop.trying" : stop.isError ? "stop.failed" : "stop.sent")}</p>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <BigButton disabled={stop.isPending} onClick={() => stop.mutate(undefined)}>{t("stop.again")}</BigButton>
            <BigButton look="primary" onClick={() => setOpen(false)}>{t("stop.close")}</BigButton>
          </div>
        </Dialog>
      )}
    </>
  );
}
