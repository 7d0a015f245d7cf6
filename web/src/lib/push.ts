/** This browser as a device that is told of alerts: its subscription, kept by a worker that has no pages. */

import { browserOf } from "./browser";
import type { NewPushDevice } from "./push-actions";

const WORKER = "/pos/push.js";
const SCOPE = "/pos/push/";
/** The id of this browser's subscription: whose it is, the list of one's own devices says. */
const REMEMBERED = "motorway.push";

/** `ready`: it may be asked for, or is granted. */
export type PushAbility = "unsupported" | "blocked" | "ready";

export function pushAbility(): PushAbility {
  if (typeof navigator === "undefined" || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return "unsupported";
  return Notification.permission === "denied" ? "blocked" : "ready";
}

export const rememberedDevice = (): string => localStorage.getItem(REMEMBERED) ?? "";
export const rememberDevice = (subscription_id: string): void => localStorage.setItem(REMEMBERED, subscription_id);
export const forgetDevice = (): void => localStorage.removeItem(REMEMBERED);

/** Base64url, as the API gives the key and takes those of the browser. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer | null): string {
  const raw = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer()));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function isOfKey(subscription: PushSubscription, key: string): boolean {
  return textOf(subscription.options.applicationServerKey) === key;
}

/** Asks for permission where none was given. Undefined: it was refused. Raises what the browser raises when its push service cannot be reached. */
export async function subscribeHere(key: string): Promise<NewPushDevice | undefined> {
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  const { pushManager } = await activated(await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: "none" }));
  const known = await pushManager.getSubscription();
  if (known && !isOfKey(known, key)) await known.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  return asAsked(subscription);
}

export function asAsked(subscription: PushSubscription): NewPushDevice {
  return {
    endpoint: subscription.endpoint,
    keys: { p256dh: textOf(subscription.getKey("p256dh")), auth: textOf(subscription.getKey("auth")) },
    label: browserOf(navigator.userAgent),
  };
}

/** The server must be told, too. */
export async function unsubscribeHere(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
  forgetDevice();
}

/** A worker that is not active yet cannot subscribe. */
async function activated(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const worker = registration.installing ?? registration.waiting;
  if (!registration.active && worker) {
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener("statechange", () => {
        if (worker.state === "activated") resolve();
        if (worker.state === "redundant") reject(new Error("the worker was not installed"));
      });
    });
  }
  return registration;
}
