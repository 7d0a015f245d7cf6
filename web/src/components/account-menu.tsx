"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { LanguageChoice } from "@/i18n/language-choice";
import { me } from "@/lib/queries";
import { roleWord } from "@/lib/roles";
import type { Me } from "@/lib/types";
import { useSignOut } from "@/session/use-sign-out";
import { Icon, type IconName } from "./icon";
import { Unsent } from "./offline/unsent";
import { useDismiss } from "./use-dismiss";

const ITEM = "flex min-h-11 w-full items-center gap-3 rounded-lg px-3 text-left font-semibold hover:bg-sunken";

function rolesOf(me: Me): string {
  return [...new Set(me.grants.map((grant) => roleWord(grant.role)))].join(", ") || texts("common")("noRole");
}

function SignOut() {
  const t = useTranslations("common");
  const { unsent, leave, busy, failed } = useSignOut();
  return (
    <>
      {unsent > 0 && <Unsent what="signOut" count={unsent} />}
      <button type="button" data-testid="sign-out" onClick={leave} disabled={busy || unsent > 0} className={`${ITEM} disabled:opacity-55`}>
        <Icon name="exit" />{failed ? t("notDoneAgain") : t("signOut")}
      </button>
    </>
  );
}

function Item({ icon, children }: { icon: IconName; children: ReactNode }) {
  return <><Icon name={icon} />{children}</>;
}

export function AccountMenu() {
  const t = useTranslations("common");
  const account = useQuery(me()).data;
  const [open, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  const box = useDismiss(open, close);
  if (!account) return null;
  return (
    <div ref={box} className="relative">
      <button type="button" data-testid="account-menu" aria-expanded={open} aria-controls="account-menu" onClick={() => setOpen(!open)}
        className="flex min-h-11 items-center gap-2 rounded-lg border border-white/40 px-3 text-left font-semibold text-white hover:bg-white/10">
        <Icon name="user" />
        <span className="sr-only max-w-44 truncate sm:not-sr-only">{account.display_name}</span>
        <Icon name="down" className={`size-4 ${open ? "rotate-180" : ""}`} />
      </button>
      {open && (
        <div id="account-menu" className="on-surface absolute right-0 z-20 mt-2 w-64 rounded-xl border border-line bg-surface p-2 text-ink shadow-xl">
          <div className="border-b border-line px-3 pt-1 pb-2.5">
            <p className="truncate font-bold">{account.display_name}</p>
            <p className="text-sm text-ink-2" data-testid="account-roles">{rolesOf(account)}</p>
          </div>
          <div className="pt-2">
            <Link href="/account/" onClick={close} className={ITEM} data-testid="account-link"><Item icon="shield">{t("accountSecurity")}</Item></Link>
            <a href="/reference/" className={ITEM}><Item icon="book">{t("apiReference")}</Item></a>
            <LanguageChoice className="my-2 border-y border-line py-1" />
            <SignOut />
          </div>
        </div>
      )}
    </div>
  );
}
