"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../icon";
import { BigButton } from "../till/till-parts";

const LOOK_EVERY_MS = 30 * 60_000;

/** Keeps the app in the browser, and tells of a newer one that waits. */
function useWaitingVersion(): ServiceWorker | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!("serviceWorker" in navigator) || process.env.NODE_ENV !== "production") return;
    let timer: ReturnType<typeof setInterval> | undefined;
    const follow = (registration: ServiceWorkerRegistration) => {
      // The first version of all replaces nothing.
      const look = () => setWaiting(registration.active ? registration.waiting : null);
      look();
      registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
      timer = setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
    };
    navigator.serviceWorker.register("/pos/sw.js", { scope: "/pos/", updateViaCache: "none" }).then(follow, () => undefined);
    return () => clearInterval(timer);
  }, []);
  return waiting;
}

/** The new version takes over when the cashier says so, never in the middle of a sale. */
export function Updates({ busy }: { busy: boolean }) {
  const t = useTranslations("offline");
  const waiting = useWaitingVersion();
  const [hidden, setHidden] = useState(false);
  if (!waiting || hidden || busy) return null;
  const reload = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    waiting.postMessage({ type: "SKIP_WAITING" });
  };
  return (
    <div role="status" data-testid="new-version" className="flex flex-wrap items-center gap-3 bg-info-bg px-4 py-2 text-lg font-semibold text-info-ink print:hidden">
      <Icon name="info" className="size-7" />
      <p className="min-w-0 flex-1 basis-60">{t("update.title")}</p>
      <BigButton onClick={() => setHidden(true)}>{t("update.later")}</BigButton>
      <BigButton look="primary" data-testid="new-version-load" onClick={reload}>{t("update.now")}</BigButton>
    </div>
  );
}
