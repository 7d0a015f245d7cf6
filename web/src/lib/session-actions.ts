/** Coming in and leaving. A POST carries the key of its intent. */

import type { components } from "@/api/schema";
import { api, body, keyed } from "./api";

type Schemas = components["schemas"];

const header = (key: string) => ({ params: { header: keyed(key) } });

export type Credentials = Schemas["SignInRequest"];

export const signIn = (asked: Credentials, key: string) => body(api.POST("/api/v1/auth/session", { body: asked, ...header(key) }));
export const signInByPin = (asked: Schemas["PinSignIn"], key: string) => body(api.POST("/api/v1/auth/pin", { body: asked, ...header(key) }));
/** The second step of those whom another provider sent. */
export const finishOidc = (asked: Schemas["OneTimeCode"], key: string) => body(api.POST("/api/v1/auth/oidc/otp", { body: asked, ...header(key) }));
export const signOut = () => body(api.DELETE("/api/v1/auth/session"));
/** Asks who is signed in, renewing the session if that is needed and possible. */
export const checkSession = () => body(api.GET("/api/v1/me"));
