"use client";

import { AlertTabs, PageHead } from "../page-head";
import { Segments } from "../segments";
import { useFilter } from "../table-tools";
import { ChannelList } from "./channel-list";
import { NotificationList } from "./notification-list";

const VIEWS = [{ value: "log", word: "Log" }, { value: "channels", word: "Channels" }] as const;

/** `/notifications?state=…&channel=…&alert_id=…`, `view=channels` for the ways out. */
export function NotificationsPage() {
  const { filter, set } = useFilter(["view"]);
  const view = filter.view === "channels" ? "channels" : "log";
  return (
    <>
      <AlertTabs />
      <PageHead title="Notifications" aside={<Segments label="Show" value={view} options={VIEWS} onChange={(next) => set({ view: next === "log" ? "" : next })} />}>
        {view === "log" ? "What was told of alerts, to whom, and what came of it." : "The ways out of the platform for what people must be told."}
      </PageHead>
      {view === "log" ? <NotificationList /> : <ChannelList />}
    </>
  );
}
