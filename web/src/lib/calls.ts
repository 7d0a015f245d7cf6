/** What a call of the audit did, in words: by its method and route. */

import { operationWord } from "./roles";
import type { AuditRecord } from "./types";

const CALLS: Record<string, string> = {
  "POST /auth/session": "Sign in", "POST /auth/token": "Sign in by a program", "POST /auth/pin": "Sign in with a PIN", "POST /auth/session/refresh": "Renew session",
  "DELETE /auth/session": "Sign out", "POST /auth/revoke": "End a program's session", "GET /auth/oidc/callback": "Sign in through another provider", "POST /auth/oidc/otp": "Sign in through another provider",
  "PUT /me/password": "Change own password", "PUT /me/pin": "Choose own PIN", "POST /me/totp": "Begin two-step verification", "POST /me/totp/confirm": "Switch on two-step verification",
  "POST /me/totp/remove": "Switch off two-step verification", "DELETE /me/sessions/{session_id}": "End own session", "POST /me/sign-out-everywhere": "Sign out everywhere",
  "POST /users": "Create user", "PATCH /users/{user_id}": "Change user", "POST /users/{user_id}/reset-password": "Reset password", "POST /users/{user_id}/unlock": "Unlock user",
  "POST /users/{user_id}/sign-out": "Sign user out", "POST /users/{user_id}/reset-second-factor": "Reset two-step verification", "PUT /users/{user_id}/pin": "Set PIN",
  "PUT /areas/{area}": "Save area", "DELETE /areas/{area}": "Delete area", "POST /api-keys": "Create API key", "POST /api-keys/{api_key_id}/revoke": "Revoke API key",
  "POST /tills": "Enrol till", "POST /tills/{till_id}/revoke": "Revoke till", "POST /tills/{till_id}/unlock-pin": "Unlock PIN",
  "POST /devices": "Enrol device", "POST /devices/{device_id}/revoke": "Revoke device",
};

/** A call without words of its own goes by its operation. */
export function callWord({ method, route, operation }: Pick<AuditRecord, "method" | "route" | "operation">): string {
  return CALLS[`${method} ${route.replace(/^\/api\/v\d+/, "")}`] ?? operationWord(operation);
}
