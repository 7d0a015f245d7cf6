"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { withQuery } from "@/lib/api";
import type { AlertRule } from "@/lib/rule-types";
import type { Operation } from "@/lib/types";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { Icon, type IconName } from "../icon";
import { Badge } from "../ui";

export function rulePath(rule_id: string): string {
  return withQuery("/rule/", { id: rule_id });
}

export function editPath(rule_id: string): string {
  return withQuery("/rule/", { id: rule_id, edit: 1 });
}

export const NEW_RULE = "/rule/?new=1";

/** Names, or "Every site". */
export function sitesWord(ids: readonly string[], sites: Sites): string {
  return ids.length === 0 ? texts("common")("everySite") : ids.map(sites.name).join(", ");
}

/** What is for every site is managed by whoever may do so everywhere. */
export function useMayAtAll(operation: Operation): (sites: readonly string[]) => boolean {
  const { may, mayEverywhere } = usePermissions();
  return (sites) => (sites.length === 0 ? mayEverywhere(operation) : sites.every((site) => may(operation, site)));
}

/** Whether it follows the library, or is somebody's. */
export function OriginBadge({ rule }: { rule: AlertRule }) {
  const t = useTranslations("alerts");
  if (rule.origin === "OWN") return <Badge tone="muted" icon="user">{t("rule.own")}</Badge>;
  return rule.modified ? <Badge tone="info" icon="swap">{t("rule.changed")}</Badge> : <Badge tone="muted" icon="book">{t("rule.ready")}</Badge>;
}

export function OnBadge({ enabled }: { enabled: boolean }) {
  const t = useTranslations("alerts");
  return enabled ? <Badge tone="ok" icon="check">{t("rule.on")}</Badge> : <Badge tone="muted" icon="pause">{t("rule.off")}</Badge>;
}

/** A link that looks like a button: it leads to a form. */
export function FormLink({ href, icon, primary = false, testId, children }: { href: string; icon: IconName; primary?: boolean; testId?: string; children: ReactNode }) {
  const look = primary ? "border-transparent bg-action text-action-ink hover:brightness-115" : "border-line-strong bg-surface text-ink hover:bg-sunken";
  return <Link href={href} data-testid={testId} className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 text-base font-semibold print:hidden ${look}`}><Icon name={icon} />{children}</Link>;
}
