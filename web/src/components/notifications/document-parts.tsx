"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { localStamp } from "@/lib/format";
import type { DocumentKind, Kept } from "@/lib/notification-types";
import type { Operation } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { Badge } from "../ui";

/** What is wrong with a part of a form that is no single field. */
export function Fault({ children }: { children?: ReactNode }) {
  if (!children) return null;
  return <p role="alert" className="mt-1 flex items-start gap-1.5 text-sm font-semibold text-bad-ink"><Icon name="warning" className="mt-0.5 size-4" />{children}</p>;
}

/** Its name, with its id below. */
export function DocumentName({ document }: { document: Kept }) {
  return <><span className="font-semibold">{document.name}</span><span className="block text-sm text-ink-2">{document.id}</span></>;
}

export function InUse({ document }: { document: Kept }) {
  const t = useTranslations("calls");
  return document.enabled ? <Badge tone="ok" icon="check">{t("inUse")}</Badge> : <Badge tone="idle" icon="pause">{t("switchedOff")}</Badge>;
}

export function Where({ document, sites }: { document: Kept; sites: Sites }) {
  const t = useTranslations("calls");
  return <>{document.sites.length === 0 ? t("everySite") : document.sites.map(sites.name).join(", ")}</>;
}

export function Changed({ document }: { document: Kept }) {
  const t = useTranslations("calls");
  return <><span className="whitespace-nowrap">{localStamp(document.changed_at)}</span><span className="block text-sm text-ink-2">{t("by", { name: document.changed_by })}</span></>;
}

/** Whether the person may change it: at every one of its sites, and everywhere if it is for all of them. */
export function useMayChange(operation: Operation): (document: Kept) => boolean {
  const { may, mayEverywhere } = usePermissions();
  return ({ sites }) => (sites.length === 0 ? mayEverywhere(operation) : sites.every((site) => may(operation, site)));
}

interface RemoveProps {
  document: Kept;
  what: DocumentKind;
  /** Beginning of the keys of what is asked again. */
  keys: readonly string[];
  work: (id: string) => Promise<unknown>;
  onRemoved?: () => void;
  children: ReactNode;
}

export function RemoveDocument({ document, what, keys, work, onRemoved, children }: RemoveProps) {
  const t = useTranslations("calls");
  const client = useQueryClient();
  const remove = useAction((id: string) => work(id), { onSuccess: () => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] }))) });
  const confirm = (close: () => void) => remove.mutate(document.id, { onSuccess: () => {
    close();
    onRemoved?.();
  } });
  return <Confirm text={t("remove")} title={t(`form.removeAsk.${what}`, { name: document.name })} busy={remove.isPending} error={remove.error} onConfirm={confirm} onClosed={remove.reset}>{children}</Confirm>;
}
