"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { BrandBar } from "./brand-bar";
import { Icon } from "./icon";

export function NoSuchPage() {
  const t = useTranslations("common");
  return (
    <>
      <BrandBar />
      <main className="mx-auto flex max-w-xl flex-col items-center px-6 py-20 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-info-bg text-info-ink"><Icon name="question" className="size-9" /></span>
        <h1 className="mt-5 text-3xl font-extrabold tracking-tight">{t("noPage.title")}</h1>
        <p className="mt-3 text-lg text-ink-2">{t("noPage.hint")}</p>
        <Link href="/" className="mt-7 inline-flex min-h-11 items-center gap-2 rounded-lg bg-action px-4 font-semibold text-action-ink hover:brightness-115"><Icon name="back" />{t("noPage.back")}</Link>
      </main>
    </>
  );
}
