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
  "POST /sales": "Open sale", "POST /sales/{sale_id}/lock": "Lock sale", "POST /sales/{sale_id}/unlock": "Unlock sale", "POST /sales/{sale_id}/lines": "Add shop item",
  "DELETE /sales/{sale_id}/lines/{number}": "Remove shop item", "POST /sales/{sale_id}/tenders": "Take payment", "DELETE /sales/{sale_id}/tenders/{number}": "Give payment back",
  "POST /sales/{sale_id}/change": "Give change", "POST /sales/{sale_id}/clear": "Clear sale", "POST /sales/{sale_id}/void": "Void sale", "POST /sales/{sale_id}/cancel": "Cancel sale",
  "POST /sales/{sale_id}/drive-off": "Record drive-off", "POST /sales/{sale_id}/no-means": "Record no means of payment", "POST /sales/{sale_id}/refunds": "Ask for refund",
  "POST /refunds/{refund_id}/approve": "Approve refund", "POST /refunds/{refund_id}/decline": "Decline refund", "POST /debts/{debt_id}/settle": "Take money for debt",
  "POST /debts/{debt_id}/write-off": "Write off debt", "POST /sales/{sale_id}/receipt/print": "Print receipt", "POST /sales/{sale_id}/receipt/email": "Send receipt",
  "POST /receipts/{receipt_id}/print": "Print receipt", "POST /receipts/{receipt_id}/email": "Send receipt", "POST /sales/{sale_id}/invoice": "Issue invoice",
  "POST /shifts": "Open shift", "POST /shifts/{shift_id}/cash-movements": "Move cash", "POST /shifts/{shift_id}/close": "Close shift",
  "POST /sites/{site}/prices": "Schedule prices", "POST /sites/{site}/price-sets/{price_set}/cancel": "Cancel price set", "POST /sites/{site}/prices/resend": "Send prices again",
  "POST /sites/{site}/settlement": "Run settlement", "POST /discrepancies/{discrepancy_id}/resolve": "Resolve discrepancy", "PUT /accounts/{account_id}": "Save account customer",
  "POST /accounts/{account_id}/block": "Block account", "POST /accounts/{account_id}/unblock": "Unblock account", "POST /accounts/{account_id}/payments": "Record payment of account",
  "PUT /accounts/{account_id}/vehicles/{registration}": "Save vehicle", "DELETE /accounts/{account_id}/vehicles/{registration}": "Remove vehicle",
  "POST /sales/{sale_id}/card-payments": "Ask for card", "POST /sales/{sale_id}/card-payments/{payment_id}/cancel": "Give up card payment", "POST /payments": "Hold money on card", "POST /payments/{payment_id}/cancel": "Give up card payment",
  "POST /payments/{payment_id}/retry": "Ask for card again", "POST /payments/{payment_id}/client-secret": "Hand out secret of card payment", "POST /readers": "Register card reader", "DELETE /readers/{reader_id}": "Remove card reader",
  "POST /readers/{reader_id}/cancel": "Take back what card reader asks", "POST /readers/connection-token": "Hand out secret for card reader", "POST /accounts/{account_id}/card-setups": "Ask for card to be saved",
  "DELETE /saved-cards/{saved_card_id}": "Remove saved card", "POST /disputes/{dispute_id}/evidence": "Send evidence", "POST /disputes/{dispute_id}/accept": "Give in to dispute",
  "POST /breaks/{break_id}/resolve": "Resolve difference from Stripe", "POST /finance/reconciliation": "Compare with Stripe",
  "POST /alerts/{alert_id}/acknowledge": "Acknowledge alert", "POST /alerts/{alert_id}/resolve": "Resolve alert", "POST /alerts/{alert_id}/assign": "Assign alert",
  "POST /alerts/{alert_id}/notes": "Add note to alert", "POST /incidents/{incident_id}/acknowledge": "Acknowledge incident",
  "PUT /notification-channels/{channel_id}": "Save channel", "DELETE /notification-channels/{channel_id}": "Remove channel", "POST /notification-channels/{channel_id}/test": "Test channel",
  "PUT /recipients/{recipient_id}": "Save recipient", "DELETE /recipients/{recipient_id}": "Remove recipient", "PUT /rotas/{rota_id}": "Save rota", "DELETE /rotas/{rota_id}": "Remove rota",
  "POST /rotas/{rota_id}/overrides": "Add stand-in", "DELETE /rotas/{rota_id}/overrides/{override_id}": "Remove stand-in",
  "PUT /escalation-policies/{policy_id}": "Save escalation policy", "DELETE /escalation-policies/{policy_id}": "Remove escalation policy",
  "PUT /sites/{site}/items/{item_id}": "Save shop item", "DELETE /sites/{site}/items/{item_id}": "Remove shop item",
};

/** A call without words of its own goes by its operation. */
export function callWord({ method, route, operation }: Pick<AuditRecord, "method" | "route" | "operation">): string {
  return CALLS[`${method} ${route.replace(/^\/api\/v\d+/, "")}`] ?? operationWord(operation);
}
