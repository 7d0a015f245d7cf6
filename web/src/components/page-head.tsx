"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { withQuery, type Query } from "@/lib/api";
import { ADMINISTRATION, ALERTS, EQUIPMENT, PAYMENTS, SELLING, isHere, type AppPage } from "@/lib/pages";
import { usePermissions } from "@/session/use-me";

export function PageHead({ title, children, aside }: { title: string; children?: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-2xl font-extrabold tracking-tight [overflow-wrap:anywhere]">{title}</h1>
        {children && <p className="max-w-prose text-ink-2">{children}</p>}
      </div>
      {aside && <div className="flex flex-wrap items-center gap-3">{aside}</div>}
    </div>
  );
}

interface TabsProps {
  label: string;
  pages: readonly AppPage[];
  /** Parameters that go along, such as the site that was chosen. */
  query?: Query;
}

/** The pages of a group, side by side. */
export function Tabs({ label, pages: all, query }: TabsProps) {
  const t = useTranslations("menu");
  const path = usePathname();
  const { may } = usePermissions();
  const pages = all.filter((page) => may(page.operation));
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the row is wider than the screen. (Newer browsers return a promise here, which is no clean-up.)
    void row.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [path]);
  if (pages.length < 2) return null;
  return (
    <nav ref={row} aria-label={label} className="mb-5 flex gap-1 overflow-x-auto border-b border-line print:hidden">
      {pages.map((page) => (
        <Link key={page.href} href={withQuery(page.href, query)} aria-current={isHere(page, path) ? "page" : undefined}
          className="-mb-px flex min-h-11 shrink-0 items-center border-b-3 border-transparent px-3 font-semibold text-ink-2 hover:text-ink focus-visible:-outline-offset-3 aria-[current=page]:border-accent aria-[current=page]:text-ink">
          {t(page.name)}
        </Link>
      ))}
    </nav>
  );
}

export function AdministrationTabs() {
  const t = useTranslations("menu");
  return <Tabs label={t("administration")} pages={ADMINISTRATION} />;
}

export function EquipmentTabs() {
  const t = useTranslations("menu");
  return <Tabs label={t("equipment")} pages={EQUIPMENT} />;
}

/** The site goes along, as below. */
export function AlertTabs() {
  const t = useTranslations("menu");
  const site = useSearchParams().get("site");
  return <Tabs label={t("alerts")} pages={ALERTS} query={{ site }} />;
}

/** The site goes along, as below. */
export function PaymentTabs() {
  const t = useTranslations("menu");
  const site = useSearchParams().get("site");
  return <Tabs label={t("payments")} pages={PAYMENTS} query={{ site }} />;
}

/** The site goes along from one page to the next. */
export function SellingTabs() {
  const t = useTranslations("menu");
  const site = useSearchParams().get("site");
  return <Tabs label={t("selling")} pages={SELLING} query={{ site }} />;
}
