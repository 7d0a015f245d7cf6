"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Texts } from "@/i18n/texts";

const BUNDLES = ["base"] as const;

function NoSuchPage() {
  const t = useTranslations("common");
  return (
    <main className="mx-auto max-w-xl px-6 py-24 text-center">
      <h1 className="text-3xl font-bold">{t("noPage.title")}</h1>
      <p className="mt-3 text-lg text-ink-2">{t("noPage.hint")}</p>
      <Link href="/" className="mt-6 inline-block text-lg font-semibold text-accent underline">{t("noPage.back")}</Link>
    </main>
  );
}

export default function NotFound() {
  return <Texts bundles={BUNDLES}><NoSuchPage /></Texts>;
}
