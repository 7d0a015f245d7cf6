"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { SEVERITIES } from "@/lib/alert-words";
import { withQuery } from "@/lib/api";
import { deviceName, fullStamp } from "@/lib/format";
import { notification as notificationQuery } from "@/lib/notification-queries";
import type { Attempt, NotificationDetail } from "@/lib/notification-types";
import { NEWS, NOTIFICATION_STATES, OUTCOMES, addressWord, attemptLines, tookWord } from "@/lib/notification-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { alertPath } from "../alerts/parts";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, LINK, LookBadge, Section, type Fact } from "../sales/parts";
import { TONE } from "../ui";
import { useNames } from "./notification-list";

function AttemptRow({ one, zone, last }: { one: Attempt; zone: string; last: boolean }) {
  const t = useTranslations("calls");
  const look = OUTCOMES[one.outcome];
  return (
    <li data-testid="attempt" className="relative flex gap-3 pb-4 last:pb-0">
      {!last && <span aria-hidden="true" className="absolute top-8 bottom-0 left-3.5 w-0.5 bg-line" />}
      <span className={`grid size-7.5 shrink-0 place-items-center rounded-full ${TONE[look.tone]}`}><Icon name={look.icon} className="size-4" /></span>
      <span className="min-w-0 flex-1">
        <span className="font-semibold">{one.number}. {look.word}</span>
        {attemptLines(one).map((line) => <span key={line} className={`block [overflow-wrap:anywhere] ${line === one.detail ? "text-sm text-ink-2" : ""}`}>{line}</span>)}
        <span className="block text-sm text-ink-2"><time dateTime={one.at}>{fullStamp(one.at, zone)}</time>{one.took_ms !== null && t("notifications.took", { span: tookWord(one.took_ms) })}</span>
      </span>
    </li>
  );
}

function Attempts({ notification, zone }: { notification: NotificationDetail; zone: string }) {
  const t = useTranslations("calls");
  const { tried, state, due_at } = notification;
  return (
    <Section id="attempts-title" title={t("notifications.attempts")}>
      {tried.length === 0 && <p className="text-ink-2">{t("notifications.noAttempt")}</p>}
      <ol>{tried.map((one, i) => <AttemptRow key={one.number} one={one} zone={zone} last={i === tried.length - 1} />)}</ol>
      {state === "WAITING" && due_at && <p role="status" className="mt-4 font-semibold">{t(tried.length === 0 ? "notifications.triedAt" : "notifications.triedAgainAt", { time: fullStamp(due_at, zone) })}</p>}
    </Section>
  );
}

function facts(one: NotificationDetail, sites: Sites, names: ReturnType<typeof useNames>): Fact[] {
  const t = texts("calls");
  const zone = sites.zone(one.site);
  const address = addressWord(one.address);
  return [
    [t("notifications.reason"), NEWS[one.news]], [t("severity"), <LookBadge key="severity" look={SEVERITIES[one.severity]} />],
    ...(one.site ? [[t("site"), sites.name(one.site)] as const] : []), ...(one.device ? [[t("device"), deviceName(one.device)] as const] : []),
    [t("to"), one.recipient ? names.recipient(one.recipient) : t("notifications.channelItself")], [t("notifications.channel"), names.channel(one.channel)], ...(address ? [[t("notifications.address"), address] as const] : []),
    ...(one.policy ? [[t("notifications.policy"), <Link key="policy" href={withQuery("/on-call/", { view: "policies" })} className={LINK}>{names.policy(one.policy)}</Link>] as const] : []),
    [t("notifications.decided"), fullStamp(one.created_at, zone)], ...(one.ended_at ? [[t("notifications.ended"), fullStamp(one.ended_at, zone)] as const] : []),
    ...(one.alert_id ? [[t("notifications.alert"), <Link key="alert" href={alertPath(one.alert_id)} className={LINK}>{t("notifications.openAlert")}</Link>] as const] : []),
  ];
}

function Body({ notification }: { notification: NotificationDetail }) {
  const t = useTranslations("calls");
  const sites = useSites("notifications.read");
  const names = useNames();
  const look = NOTIFICATION_STATES[notification.state];
  return (
    <>
      <PageHead title={notification.text} aside={<span data-testid="notification-state" data-state={notification.state}><LookBadge look={look} /></span>} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Section id="facts-title" title={t("notifications.one")}><Facts facts={facts(notification, sites, names)} /></Section>
        <Attempts notification={notification} zone={sites.zone(notification.site)} />
      </div>
    </>
  );
}

/** `/notification?id=…` */
export function NotificationPage() {
  const t = useTranslations("calls");
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...notificationQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href="/notifications/">{t("notifications.title")}</BackLink>
      <Detail id={id} what="notification" answer={answer}>{(found) => <Body notification={found} />}</Detail>
    </>
  );
}
