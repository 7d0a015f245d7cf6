"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { me } from "@/lib/queries";
import { Icon } from "../icon";
import { useDismiss } from "../use-dismiss";
import { PosMenuPanel, PushDialog } from "./views";

/** Who is signed in, and what opens besides selling. */
export function PosMenu({ otherSites }: { otherSites: boolean }) {
  const t = useTranslations("pos");
  const account = useQuery(me()).data;
  const [open, setOpen] = useState(false);
  const [push, setPush] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const box = useDismiss(open, close);
  if (!account) return null;
  const openPush = () => {
    close();
    setPush(true);
  };
  return (
    <div ref={box} className="relative shrink-0">
      <button type="button" data-testid="account-menu" aria-expanded={open} aria-controls="pos-menu" aria-label={t("menu.of", { name: account.display_name })} onClick={() => setOpen(!open)}
        className="grid size-14 place-items-center rounded-xl border border-white/40 text-white hover:bg-white/10 max-sm:size-11"><Icon name="user" className="size-6" /></button>
      <Suspense>
        {open && <PosMenuPanel account={account} otherSites={otherSites} onPush={openPush} />}
        {push && <PushDialog onClose={() => setPush(false)} />}
      </Suspense>
    </div>
  );
}
