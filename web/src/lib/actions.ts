/** Everything that the screens ask the API to change. A POST carries the key of its intent. */

import type { components } from "@/api/schema";
import { api, body, ifStill, keyed } from "./api";
import type { User } from "./types";

type Schemas = components["schemas"];
export type UserAction = "unlock" | "sign-out" | "reset-second-factor";

const header = (key: string) => ({ params: { header: keyed(key) } });
const ofUser = (user_id: string, key: string) => ({ params: { path: { user_id }, header: keyed(key) } });


export const changePassword = (asked: Schemas["PasswordChange"]) => body(api.PUT("/api/v1/me/password", { body: asked }));
export const setOwnPin = (asked: Schemas["Pin"]) => body(api.PUT("/api/v1/me/pin", { body: asked }));
export const offerSecondFactor = (key: string) => body(api.POST("/api/v1/me/totp", header(key)));
export const confirmSecondFactor = (asked: Schemas["Otp"], key: string) => body(api.POST("/api/v1/me/totp/confirm", { body: asked, ...header(key) }));
export const removeSecondFactor = (asked: Schemas["PasswordProof"], key: string) => body(api.POST("/api/v1/me/totp/remove", { body: asked, ...header(key) }));
export const endSession = (session_id: string) => body(api.DELETE("/api/v1/me/sessions/{session_id}", { params: { path: { session_id } } }));
export const signOutEverywhere = (key: string) => body(api.POST("/api/v1/me/sign-out-everywhere", header(key)));

export const createUser = (asked: Schemas["UserCreation"], key: string) => body(api.POST("/api/v1/users", { body: asked, ...header(key) }));
export const changeUser = ({ user_id, version }: User, asked: Schemas["UserChange"]) =>
  body(api.PATCH("/api/v1/users/{user_id}", { params: { path: { user_id }, header: ifStill(version) }, body: asked }));
export const resetPassword = (user_id: string, key: string) => body(api.POST("/api/v1/users/{user_id}/reset-password", ofUser(user_id, key)));
export const actOnUser = (user_id: string, action: UserAction, key: string) => body(api.POST(`/api/v1/users/{user_id}/${action}`, ofUser(user_id, key)));
export const setPin = (user_id: string, asked: Schemas["Pin"]) => body(api.PUT("/api/v1/users/{user_id}/pin", { params: { path: { user_id } }, body: asked }));

/** `version` is that of the area as it was read; none for a new one. */
export const putArea = (area: string, asked: Schemas["AreaContent"], version?: number) =>
  body(api.PUT("/api/v1/areas/{area}", { params: { path: { area }, header: version === undefined ? undefined : ifStill(version) }, body: asked }));
export const deleteArea = (area: string) => body(api.DELETE("/api/v1/areas/{area}", { params: { path: { area } } }));

export const createApiKey = (asked: Schemas["ApiKeyCreation"], key: string) => body(api.POST("/api/v1/api-keys", { body: asked, ...header(key) }));
export const revokeApiKey = (api_key_id: string, key: string) =>
  body(api.POST("/api/v1/api-keys/{api_key_id}/revoke", { params: { path: { api_key_id }, header: keyed(key) } }));

export const enrolTill = (asked: Schemas["TillEnrolment"], key: string) => body(api.POST("/api/v1/tills", { body: asked, ...header(key) }));
export const revokeTill = (till_id: string, key: string) => body(api.POST("/api/v1/tills/{till_id}/revoke", { params: { path: { till_id }, header: keyed(key) } }));
export const unlockPin = (till_id: string, asked: Schemas["PinUnlock"], key: string) =>
  body(api.POST("/api/v1/tills/{till_id}/unlock-pin", { params: { path: { till_id }, header: keyed(key) }, body: asked }));

export const handleAlert = (id: string, action: "acknowledge" | "resolve", key: string) =>
  body(api.POST(`/api/v1/alerts/{alert_id}/${action}`, { params: { path: { alert_id: id }, header: keyed(key) } }));
export const pingController = (site: string, key: string) =>
  body(api.POST("/api/v1/sites/{site}/controller/ping", { params: { path: { site }, header: keyed(key) } }));

export type EnrolledDevice = Schemas["EnrolledDevice"];

/** Without a request of its own the key is made by the platform and given out once. */
export const enrolDevice = (asked: Schemas["Enrolment"], key: string) => body(api.POST("/api/v1/devices", { body: asked, ...header(key) }));
export const revokeDevice = (device_id: string, reason: string, key: string) =>
  body(api.POST("/api/v1/devices/{device_id}/revoke", { params: { path: { device_id }, header: keyed(key) }, body: { reason } }));
