"use client";

import { useTranslations } from "use-intl";
import { LanguageChoice } from "@/i18n/language-choice";
import { DASHBOARD } from "@/lib/navigation";
import { roleWord } from "@/lib/roles";
import type { Me } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { useSignOut } from "@/session/use-sign-out";
import { Icon } from "../icon";
import { Unsent } from "../offline/unsent";

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

interface Props {
  account: Me;
  otherSites: boolean;
  onPush: () => void;
}

/** The few things that are no selling. These links leave the till. */
export function PosMenuPanel({ account, otherSites, onPush }: Props) {
  const t = useTranslations("pos");
  const pushWords = useTranslations("push");
  const { may } = usePermissions();
  const roles = [...new Set(account.grants.map((grant) => roleWord(grant.role)))].join(", ");
  return (
    <div id="pos-menu" className="on-surface absolute right-0 z-20 mt-2 w-72 max-sm:fixed max-sm:inset-x-3 max-sm:w-auto rounded-xl border border-line bg-surface p-2 text-ink shadow-xl">
      <div className="border-b border-line px-3 pt-1 pb-2.5">
        <p className="truncate text-lg font-bold">{account.display_name}</p>
        <p className="text-ink-2" data-testid="account-roles">{roles || t("menu.noRole")}</p>
      </div>
      <div className="pt-2">
        <a href="/account/" className={ITEM} data-testid="account-link"><Icon name="shield" />{t("menu.account")}</a>
        {may("push.subscribe") && <button type="button" className={ITEM} data-testid="push-open" onClick={onPush}><Icon name="bell" />{pushWords("title")}</button>}
        {otherSites && <a href="/pos/" className={ITEM}><Icon name="map" />{t("menu.station")}</a>}
        <a href={DASHBOARD} className={ITEM} data-testid="to-dashboard"><Icon name="link" />{t("menu.dashboard")}</a>
        <SignOut />
        <LanguageChoice className="mt-2 border-t border-line pt-2" />
      </div>
    </div>
  );
}
