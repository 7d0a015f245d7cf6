/** What a call of the audit did, in words: by its method and route. */

import { known } from "@/i18n/tables";
import { operationWord } from "./roles";
import type { AuditRecord } from "./types";

/** By method and route, the key of its words. */
const CALLS: Record<string, string> = {
  "POST /auth/session": "signIn", "POST /auth/token": "tokenSignIn", "POST /auth/pin": "pinSignIn", "POST /auth/session/refresh": "renewSession",
  "DELETE /auth/session": "signOut", "POST /auth/revoke": "endToken", "GET /auth/oidc/callback": "otherSignIn", "POST /auth/oidc/otp": "otherSignIn",
  "PUT /me/password": "changePassword", "PUT /me/pin": "choosePin", "POST /me/totp": "beginTwoStep", "POST /me/totp/confirm": "twoStepOn",
  "POST /me/totp/remove": "twoStepOff", "DELETE /me/sessions/{session_id}": "endSession", "POST /me/sign-out-everywhere": "signOutEverywhere",
  "POST /users": "createUser", "PATCH /users/{user_id}": "changeUser", "POST /users/{user_id}/reset-password": "resetPassword", "POST /users/{user_id}/unlock": "unlockUser",
  "POST /users/{user_id}/sign-out": "signUserOut", "POST /users/{user_id}/reset-second-factor": "resetTwoStep", "PUT /users/{user_id}/pin": "setPin",
  "PUT /areas/{area}": "saveArea", "DELETE /areas/{area}": "deleteArea", "POST /api-keys": "createApiKey", "POST /api-keys/{api_key_id}/revoke": "revokeApiKey",
  "POST /tills": "enrolTill", "POST /tills/{till_id}/revoke": "revokeTill", "POST /tills/{till_id}/unlock-pin": "unlockPin",
  "POST /devices": "enrolDevice", "POST /devices/{device_id}/revoke": "revokeDevice",
  "POST /sales": "openSale", "POST /sales/{sale_id}/lock": "lockSale", "POST /sales/{sale_id}/unlock": "unlockSale", "POST /sales/{sale_id}/lines": "addItem",
  "DELETE /sales/{sale_id}/lines/{number}": "removeLine", "POST /sales/{sale_id}/tenders": "takePayment", "DELETE /sales/{sale_id}/tenders/{number}": "givePaymentBack",
  "POST /sales/{sale_id}/change": "giveChange", "POST /sales/{sale_id}/clear": "clearSale", "POST /sales/{sale_id}/void": "voidSale", "POST /sales/{sale_id}/cancel": "cancelSale",
  "POST /sales/{sale_id}/drive-off": "driveOff", "POST /sales/{sale_id}/no-means": "noMeans", "POST /sales/{sale_id}/refunds": "askRefund",
  "POST /refunds/{refund_id}/approve": "approveRefund", "POST /refunds/{refund_id}/decline": "declineRefund", "POST /debts/{debt_id}/settle": "settleDebt",
  "POST /debts/{debt_id}/write-off": "writeOffDebt", "POST /sales/{sale_id}/receipt/print": "printReceipt", "POST /sales/{sale_id}/receipt/email": "sendReceipt",
  "POST /receipts/{receipt_id}/print": "printReceipt", "POST /receipts/{receipt_id}/email": "sendReceipt", "POST /sales/{sale_id}/invoice": "issueInvoice",
  "POST /shifts": "openShift", "POST /shifts/{shift_id}/cash-movements": "moveCash", "POST /shifts/{shift_id}/close": "closeShift",
  "POST /sites/{site}/prices": "schedulePrices", "POST /sites/{site}/price-sets/{price_set}/cancel": "cancelPrices", "POST /sites/{site}/prices/resend": "resendPrices",
  "POST /sites/{site}/settlement": "runSettlement", "POST /discrepancies/{discrepancy_id}/resolve": "resolveDiscrepancy", "PUT /accounts/{account_id}": "saveAccount",
  "POST /accounts/{account_id}/block": "blockAccount", "POST /accounts/{account_id}/unblock": "unblockAccount", "POST /accounts/{account_id}/payments": "accountPayment",
  "PUT /accounts/{account_id}/vehicles/{registration}": "saveVehicle", "DELETE /accounts/{account_id}/vehicles/{registration}": "removeVehicle",
  "POST /sales/{sale_id}/card-payments": "askCard", "POST /sales/{sale_id}/card-payments/{payment_id}/cancel": "giveUpCard", "POST /payments": "holdMoney", "POST /payments/{payment_id}/cancel": "giveUpCard",
  "POST /payments/{payment_id}/retry": "askCardAgain", "POST /payments/{payment_id}/client-secret": "paymentSecret", "POST /readers": "registerReader", "DELETE /readers/{reader_id}": "removeReader",
  "POST /readers/{reader_id}/cancel": "cancelReader", "POST /readers/connection-token": "readerSecret", "POST /accounts/{account_id}/card-setups": "askSaveCard",
  "DELETE /saved-cards/{saved_card_id}": "removeCard", "POST /disputes/{dispute_id}/evidence": "sendEvidence", "POST /disputes/{dispute_id}/accept": "giveIn",
  "POST /breaks/{break_id}/resolve": "resolveBreak", "POST /finance/reconciliation": "compareStripe",
  "POST /alerts/{alert_id}/acknowledge": "acknowledgeAlert", "POST /alerts/{alert_id}/resolve": "resolveAlert", "POST /alerts/{alert_id}/assign": "assignAlert",
  "POST /alerts/{alert_id}/notes": "noteAlert", "POST /incidents/{incident_id}/acknowledge": "acknowledgeIncident",
  "PUT /notification-channels/{channel_id}": "saveChannel", "DELETE /notification-channels/{channel_id}": "removeChannel", "POST /notification-channels/{channel_id}/test": "testChannel",
  "PUT /recipients/{recipient_id}": "saveRecipient", "DELETE /recipients/{recipient_id}": "removeRecipient", "PUT /rotas/{rota_id}": "saveRota", "DELETE /rotas/{rota_id}": "removeRota",
  "POST /rotas/{rota_id}/overrides": "addStandIn", "DELETE /rotas/{rota_id}/overrides/{override_id}": "removeStandIn",
  "PUT /escalation-policies/{policy_id}": "savePolicy", "DELETE /escalation-policies/{policy_id}": "removePolicy",
  "PUT /sites/{site}/items/{item_id}": "saveItem", "DELETE /sites/{site}/items/{item_id}": "removeItem",
};

/** A call without words of its own goes by its operation. */
export function callWord({ method, route, operation }: Pick<AuditRecord, "method" | "route" | "operation">): string {
  const call = CALLS[`${method} ${route.replace(/^\/api\/v\d+/, "")}`];
  return (call && known("calls", `call.${call}`)) ?? operationWord(operation);
}
