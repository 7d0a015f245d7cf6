"use client";

/** What the screens of who is on call are made of. */

import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { withQuery } from "@/lib/api";
import { channels } from "@/lib/notification-queries";
import { recipients, rotas } from "@/lib/on-call-queries";
import type { Names } from "@/lib/on-call-words";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { TextField } from "../form";
import { Icon } from "../icon";
import { Failure, Skeletons } from "../ui";

export const rotaPath = (id: string) => withQuery("/rota/", { id });

export interface ListProps {
  /** Empty: every site. */
  site: string;
  sites: Sites;
  /** The choice of the site. */
  where: ReactNode;
}

const byId = (items: readonly { id: string; name: string }[] | undefined) => new Map((items ?? []).map((one) => [one.id, one.name]));

/** Names by id of all that the person may see. */
export function useNames(): Names {
  const { may } = usePermissions();
  return {
    RECIPIENT: byId(useQuery(recipients()).data?.items),
    ROTA: byId(useQuery(rotas()).data?.items),
    CHANNEL: byId(useQuery({ ...channels(), enabled: may("notifications.read") }).data?.items),
  };
}

/** A whole list with its loading and failed states. */
export function Listed<T>({ what, answer, children }: { what: "policies" | "rotas" | "recipients" | "duties"; answer: UseQueryResult<{ items: T[] }>; children: (rows: T[]) => ReactNode }) {
  const t = useTranslations("calls");
  if (answer.data) return <>{children(answer.data.items)}</>;
  if (answer.isError) return <Failure error={answer.error} what={t(`onCall.all.${what}`)} onRetry={() => void answer.refetch()} />;
  return <div className="space-y-3"><Skeletons count={3} className="h-20" label={t(`onCall.loading.${what}`)} /></div>;
}

const ZONES = Intl.supportedValuesOf("timeZone");

export function ZoneField({ value, error, onChange }: { value: string; error?: string; onChange: (zone: string) => void }) {
  const t = useTranslations("calls");
  const list = useId();
  return (
    <>
      <TextField label={t("timeZone")} value={value} required maxLength={64} list={list} error={error} onChange={(event) => onChange(event.target.value)} data-testid="zone" />
      <datalist id={list}>{ZONES.map((zone) => <option key={zone} value={zone} />)}</datalist>
    </>
  );
}

interface RowButtonProps {
  label: string;
  icon: "close" | "down" | "plus";
  turned?: boolean;
  disabled?: boolean;
  onPress: () => void;
}

/** A small button in a row of an editor. */
export function RowButton({ label, icon, turned = false, disabled, onPress }: RowButtonProps) {
  return <button type="button" aria-label={label} title={label} disabled={disabled} onClick={onPress} className="grid size-11 shrink-0 place-items-center rounded-lg hover:bg-idle-bg disabled:opacity-40"><Icon name={icon} className={turned ? "size-5 rotate-180" : "size-5"} /></button>;
}
