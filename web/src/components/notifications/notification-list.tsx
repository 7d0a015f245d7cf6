"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { SEVERITIES } from "@/lib/alert-words";
import { withQuery } from "@/lib/api";
import { deviceName, stamp } from "@/lib/format";
import { channels, notificationFile, notifications } from "@/lib/notification-queries";
import type { Notification } from "@/lib/notification-types";
import { NEWS, NOTIFICATION_STATES, addressWord, failureWord, toldWord } from "@/lib/notification-words";
import { policies, recipients } from "@/lib/on-call-queries";
import { options } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { alertPath } from "../alerts/parts";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { LINK, LookBadge, SiteFilter } from "../sales/parts";
import { ListFiles, FilterSelect, Tools, useFilter } from "../table-tools";
import { Button, Empty } from "../ui";

export const notificationPath = (id: string) => withQuery("/notification/", { id });

const FILE = [
  { title: "created_at", value: (one: Notification) => one.created_at }, { title: "state", value: (one: Notification) => one.state }, { title: "news", value: (one: Notification) => one.news },
  { title: "severity", value: (one: Notification) => one.severity }, { title: "site", value: (one: Notification) => one.site }, { title: "device", value: (one: Notification) => one.device },
  { title: "rule", value: (one: Notification) => one.rule }, { title: "text", value: (one: Notification) => one.text }, { title: "recipient", value: (one: Notification) => one.recipient },
  { title: "channel", value: (one: Notification) => one.channel }, { title: "address", value: (one: Notification) => one.address }, { title: "attempts", value: (one: Notification) => one.attempts },
  { title: "last_error", value: (one: Notification) => one.last_error }, { title: "ended_at", value: (one: Notification) => one.ended_at }, { title: "alert_id", value: (one: Notification) => one.alert_id },
];

/** Names of channels, recipients and escalation policies by their ids. */
export function useNames() {
  const { may } = usePermissions();
  const ways = useQuery(channels()).data?.items ?? [];
  const people = useQuery({ ...recipients(), enabled: may("on_call.read") }).data?.items ?? [];
  const rules = useQuery({ ...policies(), enabled: may("on_call.read") }).data?.items ?? [];
  return {
    channels: ways,
    channel: (id: string) => ways.find((one) => one.id === id)?.name ?? id,
    recipient: (id: string) => people.find((one) => one.id === id)?.name ?? id,
    policy: (id: string) => rules.find((one) => one.id === id)?.name ?? id,
  };
}

type Names = ReturnType<typeof useNames>;

function About({ one, sites }: { one: Notification; sites: Sites }) {
  const where = [one.site && sites.name(one.site), one.device && deviceName(one.device)].filter(Boolean).join(", ");
  return <><span className="[overflow-wrap:anywhere]">{one.text}</span><span className="block text-sm text-ink-2">{NEWS[one.news]}{where && ` · ${where}`}</span></>;
}

function Told({ one, names }: { one: Notification; names: Names }) {
  const whom = toldWord(one, names.recipient);
  const via = [whom === one.channel ? "" : names.channel(one.channel), one.recipient && addressWord(one.address)].filter(Boolean).join(", ");
  return <><span className="font-semibold [overflow-wrap:anywhere]">{whom === one.channel ? names.channel(whom) : whom}</span>{via && <span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{via}</span>}</>;
}

function Outcome({ one }: { one: Notification }) {
  return <><LookBadge look={NOTIFICATION_STATES[one.state]} />{one.last_error && one.state !== "SENT" && <span className="mt-1 block text-sm text-ink-2 [overflow-wrap:anywhere]">{failureWord(one.last_error)}</span>}</>;
}

function columns(sites: Sites, names: Names): readonly Column<Notification>[] {
  const t = texts("calls");
  return [
    { title: t("notifications.told"), cell: (one) => <Link href={notificationPath(one.notification_id)} data-testid={`notification-${one.notification_id}`} className={`whitespace-nowrap ${LINK}`}>{stamp(one.created_at, sites.zone(one.site))}</Link> },
    { title: t("state"), width: "md:w-1/5", cell: (one) => <Outcome one={one} /> },
    { title: t("severity"), cell: (one) => <LookBadge look={SEVERITIES[one.severity]} /> },
    { title: t("notifications.what"), width: "md:w-1/3", cell: (one) => <About one={one} sites={sites} /> },
    { title: t("to"), cell: (one) => <Told one={one} names={names} /> },
  ];
}

/** Filters in the address; an alert is filtered by from its own page. */
export function NotificationList() {
  const t = useTranslations("calls");
  const sites = useSites("notifications.read");
  const names = useNames();
  const { filter, set } = useFilter(["site", "state", "channel", "alert_id"]);
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label={t("state")} all={t("notifications.everyState")} value={filter.state ?? ""} options={options(NOTIFICATION_STATES)} onChange={(state) => set({ state })} />
        <FilterSelect label={t("notifications.channel")} all={t("notifications.everyChannel")} value={filter.channel ?? ""} options={names.channels.map((one) => ({ value: one.id, word: one.name }))} onChange={(channel) => set({ channel })} />
        {filter.alert_id && <><Link href={alertPath(filter.alert_id)} className={`inline-flex min-h-11 items-center ${LINK}`}>{t("notifications.ofOneAlert")}</Link><Button onClick={() => set({ alert_id: "" })}>{t("notifications.showAllAlerts")}</Button></>}
        <ListFiles name="notifications" query={notificationFile(filter)} shown={notifications(filter)} columns={FILE} />
      </Tools>
      <Paged what={t("notifications.all")} query={notifications(filter)} empty={<Empty icon="bell" title={filtered ? t("notifications.noneFits") : t("notifications.none")}>{t("notifications.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("notifications.newestFirst")} columns={columns(sites, names)} rows={rows} rowId={(one) => one.notification_id} />}
      </Paged>
    </>
  );
}
