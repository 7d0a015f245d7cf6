// Shows what Web Push tells of alerts, and opens the alert. The worker of /pos/push/, which has no pages: the same on a till and in
// the dashboard. /pos/sw.js imports it as well.

function said(event) {
  try {
    return event.data?.json() ?? {};
  } catch {
    return {};
  }
}

self.addEventListener("push", (event) => {
  const { alert_id: alert = "", title = "Alert", body = "", news = "", severity = "" } = said(event);
  event.waitUntil(self.registration.showNotification(String(title), {
    body: String(body),
    icon: "/pos/icon-192.png",
    badge: "/pos/icon-192.png",
    tag: String(alert) || "test",
    renotify: news !== "ENDED",
    silent: news === "ENDED",
    requireInteraction: severity === "CRITICAL" && news !== "ENDED",
    data: { alert: String(alert) },
  }));
});

async function open(alert) {
  const url = new URL(alert ? `/alert/?id=${encodeURIComponent(alert)}` : "/alerts/", self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = windows.find((one) => one.url === url);
  return shown ? shown.focus() : self.clients.openWindow(url);
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.alert));
});
