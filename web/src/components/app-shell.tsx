"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AUDIT, GROUPS, MAIN, isHere } from "@/lib/pages";
import { usePermissions } from "@/session/use-me";
import { AccountMenu } from "./account-menu";
import { BrandBar } from "./brand-bar";
import { LiveIndicator } from "./live-indicator";
import { TillLock } from "./till-lock";
import { TillSwitch } from "./till-switch";

function NavLink({ href, text, here }: { href: string; text: string; here: boolean }) {
  return (
    <Link href={href} aria-current={here ? "page" : undefined}
      className={`flex min-h-11 shrink-0 items-center rounded-lg px-3 font-semibold focus-visible:-outline-offset-3 ${here ? "bg-white/20 text-white" : "text-white/85 hover:bg-white/10"}`}>
      {text}
    </Link>
  );
}

/** What the person may not see is not there; the first allowed page of a group stands for the group. */
function Navigation() {
  const t = useTranslations("common");
  const menu = useTranslations("menu");
  const path = usePathname();
  const { may } = usePermissions();
  const groups = GROUPS.map(({ name, pages }) => ({ name, pages: pages.filter((page) => may(page.operation)) }));
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the row is wider than the screen. (Newer browsers return a promise here, which is no clean-up.)
    void row.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [path]);
  return (
    <nav ref={row} aria-label={t("mainMenu")} className="order-last col-span-full -mx-1 flex gap-1 overflow-x-auto px-1 xl:order-none xl:col-span-1">
      {MAIN.filter((page) => may(page.operation)).map((page) => <NavLink key={page.href} href={page.href} text={menu(page.name)} here={isHere(page, path)} />)}
      {groups.map(({ name, pages }) => pages[0] && (
        <NavLink key={name} href={pages[0].href} text={menu(pages.length > 1 ? name : pages[0].name)} here={pages.some((page) => isHere(page, path))} />
      ))}
      {may(AUDIT.operation) && <NavLink href={AUDIT.href} text={menu(AUDIT.name)} here={isHere(AUDIT, path)} />}
    </nav>
  );
}

export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="sr-only z-10 rounded bg-surface px-4 py-3 font-bold focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {t("skip")}
      </a>
      <BrandBar>
        <Navigation />
        <div className="flex items-center justify-end gap-3">
          <LiveIndicator />
          <TillSwitch />
          <TillLock />
          <AccountMenu />
        </div>
      </BrandBar>
      <main id="main" tabIndex={-1} className="mx-auto min-h-dvh w-full max-w-[120rem] flex-1 px-4 py-5 outline-none sm:px-6">{children}</main>
      <footer className="mx-auto flex w-full print:hidden max-w-[120rem] flex-wrap gap-x-6 px-4 pt-4 pb-3 text-sm text-ink-2 sm:px-6">
        <span className="flex min-h-9 items-center">Motorway Petroleum</span>
        <a href="/reference/" className="flex min-h-9 items-center underline hover:text-ink">{t("apiReference")}</a>
      </footer>
    </div>
  );
}
