"use client";

import { useEffect, useState } from "react";
import { isDialogOpen } from "@/lib/dialogs";

const LOOK_EVERY_MS = 30 * 60_000;
const FREE_YET_MS = 1000;

/** Keeps the app in the browser; a newer one that waits to take over. */
export function useWaitingVersion(): ServiceWorker | null {
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

/** Whether a new version has taken over: by this tab or by another one. Until it is loaded the page belongs to the old one. */
export function useTakenOver(): boolean {
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    const workers = (navigator as Partial<Navigator>).serviceWorker;
    // The first version takes over a page that was loaded without one.
    let before = workers?.controller ?? null;
    const changed = () => {
      if (before) setTaken(true);
      before = workers?.controller ?? null;
    };
    workers?.addEventListener("controllerchange", changed);
    return () => workers?.removeEventListener("controllerchange", changed);
  }, []);
  return taken;
}

/** Loads the page anew, once nobody is being served and no dialog is open. */
export function useReload(wanted: boolean, busy: boolean): void {
  useEffect(() => {
    if (!wanted || busy) return;
    const free = () => !isDialogOpen() && location.reload();
    free();
    const timer = setInterval(free, FREE_YET_MS);
    return () => clearInterval(timer);
  }, [wanted, busy]);
}
