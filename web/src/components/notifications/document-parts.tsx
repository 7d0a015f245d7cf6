"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { localStamp } from "@/lib/format";
import type { Kept } from "@/lib/notification-types";
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
  return document.enabled ? <Badge tone="ok" icon="check">In use</Badge> : <Badge tone="idle" icon="pause">Switched off</Badge>;
}

export function Where({ document, sites }: { document: Kept; sites: Sites }) {
  return <>{document.sites.length === 0 ? "Every site" : document.sites.map(sites.name).join(", ")}</>;
}

export function Changed({ document }: { document: Kept }) {
  return <><span className="whitespace-nowrap">{localStamp(document.changed_at)}</span><span className="block text-sm text-ink-2">by {document.changed_by}</span></>;
}

/** Whether the person may change it: at every one of its sites, and everywhere if it is for all of them. */
export function useMayChange(operation: Operation): (document: Kept) => boolean {
  const { may, mayEverywhere } = usePermissions();
  return ({ sites }) => (sites.length === 0 ? mayEverywhere(operation) : sites.every((site) => may(operation, site)));
}

interface RemoveProps {
  document: Kept;
  what: string;
  /** Beginning of the keys of what is asked again. */
  keys: readonly string[];
  work: (id: string) => Promise<unknown>;
  onRemoved?: () => void;
  children: ReactNode;
}

export function RemoveDocument({ document, what, keys, work, onRemoved, children }: RemoveProps) {
  const client = useQueryClient();
  const remove = useAction((id: string) => work(id), { onSuccess: () => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] }))) });
  const confirm = (close: () => void) => remove.mutate(document.id, { onSuccess: () => {
    close();
    onRemoved?.();
  } });
  return <Confirm text="Remove" title={`Remove the ${what} ${document.name}?`} busy={remove.isPending} error={remove.error} onConfirm={confirm} onClosed={remove.reset}>{children}</Confirm>;
}
