/** The columns of the lists as files: names as in the API, money in the major unit. */

import { minorText } from "./amounts";
import type { CsvColumn } from "./csv";
import type { OfflineOperation } from "./offline-queries";
import type { Break, Dispute, LedgerEntry, Payout } from "./payment-types";
import type { AccountEntry, Debt, Discrepancy, LoggedCommand, PriceSet, Receipt, Refund, Shift, StoredSettlement } from "./selling-types";
import type { Device, QuarantinedMessage } from "./types";

type Scalar = string | number | boolean | null | undefined;
/** The fields of a row that are plain values. */
type PlainField<T> = { [K in keyof T & string]: T[K] extends Scalar ? K : never }[keyof T & string];

function fields<T>(...names: PlainField<T>[]): CsvColumn<T>[] {
  return names.map((title) => ({ title, value: (row) => row[title] as Scalar }));
}

type MoneyField<T> = { [K in keyof T & string]: K extends `${string}_minor` ? K : never }[keyof T & string];

/** `amount_minor` becomes `amount`: 12.50 */
function moneyOf<T>(currencyOf: (row: T) => string, ...names: MoneyField<T>[]): CsvColumn<T>[] {
  const text = (row: T, name: MoneyField<T>) => {
    const value = row[name] as number | null;
    return value === null || currencyOf(row) === "" ? null : minorText(value, currencyOf(row));
  };
  return names.map((name) => ({ title: name.replace(/_minor$/, ""), value: (row) => text(row, name) }));
}

const own = (row: { currency: string }) => row.currency;

export const OFFLINE_FILE = [
  ...fields<OfflineOperation>("operation_id", "site", "till", "series", "number", "kind", "outcome", "reason", "words"), ...moneyOf<OfflineOperation>(own, "cash_minor", "owed_minor"),
  ...fields<OfflineOperation>("currency", "cashier", "at", "handed_in_by", "handed_in_at", "sale_id", "receipt_id", "receipt_number", "shift_id", "resolution", "resolved_by", "resolved_at"),
];

export const DEBT_FILE = [
  ...fields<Debt>("debt_id", "sale_id", "site", "kind", "state"), ...moneyOf<Debt>(own, "amount_minor"),
  ...fields<Debt>("currency", "pump", "registration", "person", "note", "recorded_by", "recorded_at", "settled_by", "settled_at", "settled_reason", "receipt_id"),
];

export const REFUND_FILE = [
  ...fields<Refund>("refund_id", "sale_id", "site", "state"), ...moneyOf<Refund>(own, "amount_minor"),
  ...fields<Refund>("currency", "tender_kind", "reason", "requested_by", "requested_at", "decided_by", "decided_at", "decision_reason", "receipt_id", "payment_id", "card_outcome"),
];

export const SHIFT_FILE = [
  ...fields<Shift>("shift_id", "site", "till", "mode", "state", "cashier", "opened_at", "closed_at", "closed_by", "z_number"),
  ...moneyOf<Shift>(own, "float_minor", "expected_minor", "counted_minor", "over_short_minor"), ...fields<Shift>("currency"),
];

export const DISCREPANCY_FILE = fields<Discrepancy>(
  "discrepancy_id", "site", "kind", "pump", "nozzle", "sequence", "expected", "found", "unit", "found_at", "state", "resolution", "resolved_by", "resolved_at",
);

export const RECEIPT_FILE: readonly CsvColumn<Receipt>[] = [
  ...fields<Receipt>("receipt_id", "site", "till", "number", "kind", "sale_id", "original_id", "issued_at"),
  { title: "total", value: ({ content }) => minorText(content.total_minor, content.currency) }, { title: "currency", value: ({ content }) => content.currency },
  { title: "cashier", value: ({ content }) => content.cashier }, ...fields<Receipt>("prints", "hash", "previous_hash"),
];

export const BREAK_FILE = [
  ...fields<Break>("break_id", "break_class", "site", "payment_id", "stripe_id"), ...moneyOf<Break>(own, "amount_minor"),
  ...fields<Break>("currency", "details", "found_at", "resolved_at", "resolution", "note", "resolved_by"),
];

export const DISPUTE_FILE = [
  ...fields<Dispute>("dispute_id", "payment_id", "sale_id", "site"), ...moneyOf<Dispute>(own, "amount_minor"),
  ...fields<Dispute>("currency", "reason", "status", "evidence_due_by", "opened_at", "submitted_at", "submitted_by", "stripe_id"),
];

export const PAYOUT_FILE = [
  ...fields<Payout>("payout_id", "status", "arrives_on", "created_at"), ...moneyOf<Payout>(own, "amount_minor", "gross_minor", "fees_minor"), ...fields<Payout>("currency", "transactions", "reconciled"),
];

export const LEDGER_FILE: readonly CsvColumn<LedgerEntry>[] = [
  ...fields<LedgerEntry>("entry_id", "kind", "source_id", "site", "payment_id", "occurred_at", "posted_at", "currency"),
  { title: "legs", value: ({ legs, currency }) => legs.map((leg) => `${leg.account} ${minorText(leg.amount_minor, currency)}`).join("; ") },
];

export const COMMAND_FILE: readonly CsvColumn<LoggedCommand>[] = [
  ...fields<LoggedCommand>("command_id", "site", "pump", "kind", "actor", "sent_at", "answered_at", "outcome", "refusal_code", "refusal_reason"),
  { title: "command", value: ({ command }) => JSON.stringify(command) },
];

export const PRICE_SET_FILE: readonly CsvColumn<PriceSet>[] = [
  ...fields<PriceSet>("site", "number", "state", "effective_at"),
  { title: "made_by", value: ({ steps }) => steps[0]?.actor }, { title: "made_at", value: ({ steps }) => steps[0]?.at },
  { title: "prices", value: ({ prices }) => prices.map((one) => `${one.grade_id} ${one.service_level} ${(one.unit_price_milli / 1000).toFixed(3)}`).join("; ") },
];

export const SETTLEMENT_FILE: readonly CsvColumn<StoredSettlement>[] = [
  ...fields<StoredSettlement>("number", "run_at", "run_by", "nightly"), { title: "balanced", value: ({ settlement }) => settlement.balanced },
];

export const accountFile = (currency: string): readonly CsvColumn<AccountEntry>[] => [
  ...fields<AccountEntry>("number", "kind", "at"), ...moneyOf<AccountEntry>(() => currency, "amount_minor", "balance_minor"),
  { title: "currency", value: () => currency }, ...fields<AccountEntry>("recorded_by", "site", "sale_id", "registration", "odometer_km", "odometer_backwards", "reference"),
];

export const DEVICE_FILE = fields<Device>("device_id", "site", "label", "serial_number", "enrolled_at", "expires_at", "revoked_at", "revocation_reason");
export const QUARANTINE_FILE = fields<QuarantinedMessage>("quarantine_id", "received_at", "site", "topic", "reason", "detail", "content_type", "payload_size", "payload_base64");
