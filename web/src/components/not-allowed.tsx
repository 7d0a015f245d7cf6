"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Messages } from "@/i18n/messages";
import type { Operation } from "@/lib/types";
import { useTitle } from "@/lib/use-title";
import { usePermissions } from "@/session/use-me";
import { Empty } from "./ui";

/** A page that this person may not see: says so, and where to go. */
function NotAllowed({ title }: { title: string }) {
  const t = useTranslations("common");
  return (
    <div data-testid="not-allowed" className="mx-auto max-w-2xl py-8">
      <h1 className="sr-only">{title}</h1>
      <Empty icon="lock" title={t("roleClosed")}>
        <p>{t("roleClosedHint", { page: title })}</p>
        <p className="mt-4 flex flex-wrap justify-center gap-x-6 gap-y-2">
          <Link href="/" className="inline-flex min-h-11 items-center font-semibold text-accent underline">{t("toSites")}</Link>
          <Link href="/account/" className="inline-flex min-h-11 items-center font-semibold text-accent underline">{t("yourAccount")}</Link>
        </p>
      </Empty>
    </div>
  );
}

interface AllowedProps {
  operation: Operation;
  /** What the page is called, in the tab too. */
  page: keyof Messages["titles"]["page"];
  children: ReactNode;
}

/** Children only for those who may do the operation somewhere. */
export function Allowed({ operation, page, children }: AllowedProps) {
  const t = useTranslations("common");
  const title = useTranslations("titles")(`page.${page}`);
  const { may } = usePermissions();
  const allowed = may(operation);
  // The start page is called like the app.
  const called = page === "sites" ? "" : title;
  useTitle(allowed ? called : `${t("notAllowed")} · ${title}`);
  return allowed ? <>{children}</> : <NotAllowed title={title} />;
}
