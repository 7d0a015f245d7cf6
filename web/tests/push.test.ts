import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { asAsked, bytesOf, pushAbility, rememberDevice, rememberedDevice, subscribeHere, textOf, unsubscribeHere } from "@/lib/push";

const KEY = textOf(Uint8Array.from({ length: 65 }, (_, place) => place).buffer);
const AUTH = Uint8Array.from([251, 255, 1]).buffer;

interface Stub { endpoint: string; options: { applicationServerKey: ArrayBuffer }; getKey: (name: string) => ArrayBuffer; unsubscribe: ReturnType<typeof vi.fn> }

function subscription(key: string): Stub {
  return { endpoint: "https://push.example/1", options: { applicationServerKey: bytesOf(key).buffer }, getKey: (name) => (name === "auth" ? AUTH : bytesOf(KEY).buffer), unsubscribe: vi.fn(async () => true) };
}

/** A browser whose push manager has a subscription, or none. */
function browser(known: Stub | null, permission = "granted") {
  const subscribe = vi.fn(async ({ applicationServerKey }: { applicationServerKey: Uint8Array<ArrayBuffer> }) => subscription(textOf(applicationServerKey.buffer)));
  const registration = { active: {}, installing: null, waiting: null, pushManager: { getSubscription: async () => known, subscribe }, unregister: vi.fn(async () => true) };
  const register = vi.fn(async () => registration);
  vi.stubGlobal("navigator", { userAgent: "Chrome/1 Android", serviceWorker: { register, getRegistration: async () => registration } });
  vi.stubGlobal("Notification", { permission, requestPermission: async () => permission });
  vi.stubGlobal("window", { PushManager: {}, Notification: {} });
  return { subscribe, register, registration };
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) });
});
afterEach(() => vi.unstubAllGlobals());

test("keys go as base64url without padding, and back", () => {
  expect(textOf(AUTH)).toBe("-_8B");
  expect([...bytesOf("-_8B")]).toEqual([251, 255, 1]);
});

test("a browser subscribes with the key of the platform, under a worker without pages", async () => {
  const { subscribe, register } = browser(null);
  expect(await subscribeHere(KEY)).toEqual({ endpoint: "https://push.example/1", keys: { p256dh: KEY, auth: "-_8B" }, label: "Chrome on Android" });
  expect(register).toHaveBeenCalledWith("/pos/push.js", { scope: "/pos/push/", updateViaCache: "none" });
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: bytesOf(KEY) });
});

test("a subscription of another key is given up first", async () => {
  const known = subscription("AAAA");
  browser(known);
  await subscribeHere(KEY);
  expect(known.unsubscribe).toHaveBeenCalledOnce();
});

test("without permission nothing is registered", async () => {
  const { register } = browser(null, "denied");
  expect(pushAbility()).toBe("blocked");
  expect(await subscribeHere(KEY)).toBeUndefined();
  expect(register).not.toHaveBeenCalled();
});

test("switched off, the browser forgets everything", async () => {
  const known = subscription(KEY);
  const { registration } = browser(known);
  rememberDevice("d1");
  await unsubscribeHere();
  expect(known.unsubscribe).toHaveBeenCalledOnce();
  expect(registration.unregister).toHaveBeenCalledOnce();
  expect(rememberedDevice()).toBe("");
});

test("a browser without push says so", () => {
  vi.stubGlobal("navigator", { userAgent: "" });
  expect(pushAbility()).toBe("unsupported");
  expect(asAsked(subscription(KEY) as unknown as PushSubscription).label).toBe("Unknown");
});
