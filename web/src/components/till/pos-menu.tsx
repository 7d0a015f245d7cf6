"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { LanguageChoice } from "@/i18n/language-choice";
import { DASHBOARD } from "@/lib/navigation";
import { me } from "@/lib/queries";
import { roleWord } from "@/lib/roles";
import { usePermissions } from "@/session/use-me";
import { useSignOut } from "@/session/use-sign-out";
import { Icon } from "../icon";
import { Unsent } from "../offline/unsent";
import { useDismiss } from "../use-dismiss";
import { PushDialog } from "./views";

const ITEM = "flex min-h-14 w-full items-center gap-3 rounded-lg px-3 text-left text-lg font-semibold hover:bg-sunken";

function SignOut() {
  const t = useTranslations("pos");
  const { unsent, leave, busy, failed } = useSignOut();
  return (
    <>
      {unsent > 0 && <Unsent what="signOut" count={unsent} />}
      <button type="button" data-testid="sign-out" onClick={leave} disabled={busy || unsent > 0} className={`${ITEM} disabled:opacity-55`}>
        <Icon name="exit" />{t(failed ? "menu.signOutFailed" : "menu.signOut")}
      </button>
    </>
  );
}

/** Who is signed in, and the few things that are no selling. These links leave the till. */
export function PosMenu({ otherSites }: { otherSites: boolean }) {
  const t = useTranslations("pos");
  const account = useQuery(me()).data;
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const [push, setPush] = useState(false);
  const { may } = usePermissions();
  const pushWords = useTranslations("push");
  const box = useDismiss(open, close);
  if (!account) return null;
  const roles = [...new Set(account.grants.map((grant) => roleWord(grant.role)))].join(", ");
  return (
    <div ref={box} className="relative shrink-0">
      <button type="button" data-testid="account-menu" aria-expanded={open} aria-controls="pos-menu" aria-label={t("menu.of", { name: account.display_name })} onClick={() => setOpen(!open)}
        className="grid size-14 place-items-center rounded-xl border border-white/40 text-white hover:bg-white/10 max-sm:size-11"><Icon name="user" className="size-6" /></button>
      {open && (
        <div id="pos-menu" className="on-surface absolute right-0 z-20 mt-2 w-72 rounded-xl border border-line bg-surface p-2 text-ink shadow-xl">
          <div className="border-b border-line px-3 pt-1 pb-2.5">
            <p className="truncate text-lg font-bold">{account.display_name}</p>
            <p className="text-ink-2" data-testid="account-roles">{roles || t("menu.noRole")}</p>
          </div>
          <div className="pt-2">
            <a href="/account/" className={ITEM} data-testid="account-link"><Icon name="shield" />{t("menu.account")}</a>
            {may("push.subscribe") && <button type="button" className={ITEM} data-testid="push-open" onClick={() => { close(); setPush(true); }}><Icon name="bell" />{pushWords("title")}</button>}
            {otherSites && <a href="/pos/" className={ITEM}><Icon name="map" />{t("menu.station")}</a>}
            <a href={DASHBOARD} className={ITEM} data-testid="to-dashboard"><Icon name="link" />{t("menu.dashboard")}</a>
            <SignOut />
            <LanguageChoice className="mt-2 border-t border-line pt-2" />
          </div>
        </div>
      )}
      {push && <Suspense><PushDialog onClose={() => setPush(false)} /></Suspense>}
    </div>
  );
}
