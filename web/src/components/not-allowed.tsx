"use client";

import Link from "next/link";
import { useEffect, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Operation } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { Empty } from "./ui";

/** A page that this person may not see: says so, and where to go. */
function NotAllowed({ title }: { title: string }) {
  const t = useTranslations("common");
  useEffect(() => {
    document.title = `${t("notAllowed")} · ${title} · Motorway Petroleum`;
  }, [t, title]);
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

/** Children only for those who may do the operation somewhere. */
export function Allowed({ operation, title, children }: { operation: Operation; title: string; children: ReactNode }) {
  const { may } = usePermissions();
  return may(operation) ? <>{children}</> : <NotAllowed title={title} />;
}
