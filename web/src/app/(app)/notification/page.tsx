import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { NotificationPage } from "@/components/notifications/notification-page";

export const metadata: Metadata = { title: "Notification" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="notifications.read" page="notification"><NotificationPage /></Allowed>
    </Suspense>
  );
}
