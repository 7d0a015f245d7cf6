import { useTranslations } from "use-intl";
import { outcomeLook } from "@/lib/audit";
import { callWord } from "@/lib/calls";
import { localStamp } from "@/lib/format";
import { roleWord } from "@/lib/roles";
import type { AuditRecord } from "@/lib/types";
import { Badge } from "../ui";

export function recordPath(id: string): string {
  return `/audit/record/?id=${encodeURIComponent(id)}`;
}

export function Moment({ record }: { record: AuditRecord }) {
  return <time dateTime={record.at} className="whitespace-nowrap">{localStamp(record.at)}</time>;
}

export function Who({ record }: { record: AuditRecord }) {
  const t = useTranslations("calls");
  if (!record.actor_name) return <span className="text-ink-2">{t("audit.nobody")}</span>;
  return <span className="block max-w-56 break-words"><span className="font-semibold">{record.actor_name}</span><span className="block text-sm text-ink-2">{rolesWord(record)}</span></span>;
}

export function rolesWord(record: AuditRecord): string {
  return record.roles.map(roleWord).join(", ");
}

export function CallName({ record }: { record: AuditRecord }) {
  return <span className="font-semibold text-accent underline">{callWord(record)}</span>;
}

export function Outcome({ outcome }: { outcome: string }) {
  const look = outcomeLook(outcome);
  return <Badge tone={look.tone} icon={look.icon}>{look.word}</Badge>;
}
