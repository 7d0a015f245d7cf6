/** Everything that the screens ask the API to change. A POST carries the key of its intent. */

import { api, body, get, keyed, send2 as send } from "./api";
import type { ApiKey, Area, Grant, SecondFactorOffer, Session, Till, User } from "./types";

const path = (...parts: string[]) => `/${parts.map(encodeURIComponent).join("/")}`;

export interface Credentials {
  username: string;
  password: string;
  otp?: string;
}

export const signIn = (body: Credentials, key: string) => send<Session>("/auth/session", { method: "POST", body, key });
export const signInByPin = (body: { user_id: string; pin: string }, key: string) => send<Session>("/auth/pin", { method: "POST", body, key });
export const signOut = () => send<void>("/auth/session", { method: "DELETE" });

export const changePassword = (body: { current_password: string; new_password: string }) => send<void>("/me/password", { method: "PUT", body });
export const setOwnPin = (body: { pin: string }) => send<void>("/me/pin", { method: "PUT", body });
export const offerSecondFactor = (key: string) => send<SecondFactorOffer>("/me/totp", { method: "POST", key });
export const confirmSecondFactor = (body: { otp: string }, key: string) => send<{ recovery_codes: string[] }>("/me/totp/confirm", { method: "POST", body, key });
export const removeSecondFactor = (body: { password: string }, key: string) => send<void>("/me/totp/remove", { method: "POST", body, key });
export const endSession = (id: string) => send<void>(path("me", "sessions", id), { method: "DELETE" });
export const signOutEverywhere = (key: string) => send<void>("/me/sign-out-everywhere", { method: "POST", key });

export interface NewUser {
  username: string;
  display_name: string;
  email?: string;
  password?: string;
  grants: Grant[];
}
export type UserChange = Partial<Pick<User, "display_name" | "email" | "disabled" | "grants">>;
export type UserAction = "unlock" | "sign-out" | "reset-second-factor";

export const createUser = (body: NewUser, key: string) => send<{ user: User; initial_password: string | null }>("/users", { method: "POST", body, key });
export const changeUser = (user: User, body: UserChange) => send<User>(path("users", user.user_id), { method: "PATCH", body, version: user.version });
export const resetPassword = (id: string, key: string) => send<{ initial_password: string }>(path("users", id, "reset-password"), { method: "POST", key });
export const actOnUser = (id: string, action: UserAction, key: string) => send<User>(path("users", id, action), { method: "POST", key });
export const setPin = (id: string, body: { pin: string }) => send<void>(path("users", id, "pin"), { method: "PUT", body });

/** `version` is that of the area as it was read; none for a new one. */
export const putArea = (area: string, body: { name: string; sites: string[] }, version?: number) => send<Area>(path("areas", area), { method: "PUT", body, version });
export const deleteArea = (area: string) => send<void>(path("areas", area), { method: "DELETE" });

export interface NewApiKey {
  name: string;
  grants: Grant[];
  operations?: string[];
  expires_at: string;
}
export const createApiKey = (body: NewApiKey, key: string) => send<{ api_key: ApiKey; secret: string }>("/api-keys", { method: "POST", body, key });
export const revokeApiKey = (id: string, key: string) => send<ApiKey>(path("api-keys", id, "revoke"), { method: "POST", key });

export const enrolTill = (body: { site: string; name: string }, key: string) => send<Till>("/tills", { method: "POST", body, key });
export const revokeTill = (id: string, key: string) => send<Till>(path("tills", id, "revoke"), { method: "POST", key });

export const handleAlert = (id: string, action: "acknowledge" | "resolve", key: string) =>
  body(api.POST(`/api/v1/alerts/{alert_id}/${action}`, { params: { path: { alert_id: id }, header: keyed(key) } }));
export const pingController = (site: string, key: string) =>
  body(api.POST("/api/v1/sites/{site}/controller/ping", { params: { path: { site }, header: keyed(key) } }));

/** Asks who is signed in, renewing the session if that is needed and possible. */
export const checkSession = () => get<unknown>("/me");
