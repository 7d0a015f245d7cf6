"use client";

import { useTranslations } from "use-intl";
import { AlertTabs, PageHead } from "../page-head";
import { Segments } from "../segments";
import { useFilter } from "../table-tools";
import { ChannelList } from "./channel-list";
import { NotificationList } from "./notification-list";

const VIEWS = ["log", "channels"] as const;

/** `/notifications?state=…&channel=…&alert_id=…`, `view=channels` for the ways out. */
export function NotificationsPage() {
  const t = useTranslations("calls");
  const { filter, set } = useFilter(["view"]);
  const view = filter.view === "channels" ? "channels" : "log";
  return (
    <>
      <AlertTabs />
      <PageHead title={t("notifications.title")} aside={<Segments label={t("show")} value={view} options={VIEWS.map((value) => ({ value, word: t(`notifications.view.${value}`) }))} onChange={(next) => set({ view: next === "log" ? "" : next })} />}>
        {t(`notifications.about.${view}`)}
      </PageHead>
      {view === "log" ? <NotificationList /> : <ChannelList />}
    </>
  );
}
