"use client";

import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { stopForecourt } from "@/lib/forecourt-actions";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Dialog } from "../dialog";
import { BigButton } from "../till/till-parts";

/** Nothing here reaches the pumps for sure: it says so at once, and tries all the same. */
export function useOfflineStop(site: Site): { press: () => void; dialog: ReactNode } {
  const t = useTranslations("offline");
  const [open, setOpen] = useState(false);
  const stop = useAction((_: undefined, key: string) => stopForecourt(site.site_id, key));
  const again = () => stop.mutate(undefined);
  const press = () => {
    setOpen(true);
    again();
  };
  const dialog = open && (
    <Dialog title={t("stop.title")} onClose={() => setOpen(false)} testId="offline-stop">
      <p role="alert" className="text-2xl leading-8 font-bold text-bad-ink">{t("stop.now")}</p>
      <p role="status" className="mt-3 text-lg">{t(stop.isPending ? "stop.trying" : stop.isError ? "stop.failed" : "stop.sent")}</p>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <BigButton disabled={stop.isPending} onClick={again}>{t("stop.again")}</BigButton>
        <BigButton look="primary" onClick={() => setOpen(false)}>{t("stop.close")}</BigButton>
      </div>
    </Dialog>
  );
  return { press, dialog };
}
