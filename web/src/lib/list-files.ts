/** The columns of the lists as files: names as in the API, money in the major unit. */

import { minorText } from "./amounts";
import type { CsvColumn } from "./csv";
import type { OfflineOperation } from "./offline-queries";
import type { Channel } from "./notification-types";
import type { Duty, Policy, Recipient, Rota, RotaDetail } from "./on-call-types";
import type { Balance, Break, Dispute, LedgerEntry, Payout, Reader } from "./payment-types";
import type { AccountEntry, Debt, Discrepancy, LoggedCommand, NozzleCheck, PriceSet, Receipt, Refund, Settlement, Shift, StoredSettlement, Vehicle } from "./selling-types";
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

export const READER_FILE = fields<Reader>("reader_id", "site", "till", "label", "device_type", "serial_number", "status", "busy_with", "last_seen_at", "stripe_id", "test");

export const BALANCE_FILE = [...fields<Balance>("account"), ...moneyOf<Balance>(own, "balance_minor"), ...fields<Balance>("currency")];

/** Documents name their sites; none are all. */
const WHERE = { title: "sites", value: (one: { sites: readonly string[] }) => one.sites.join("; ") };

export const CHANNEL_FILE: readonly CsvColumn<Channel>[] = [
  ...fields<Channel>("id", "name"), { title: "kind", value: ({ config }) => config.kind }, WHERE, ...fields<Channel>("enabled", "per_minute", "has_secret", "version", "changed_at", "changed_by"),
];

export const RECIPIENT_FILE: readonly CsvColumn<Recipient>[] = [
  ...fields<Recipient>("id", "name", "user_id"), WHERE, ...fields<Recipient>("enabled", "time_zone"),
  { title: "contacts", value: ({ contacts }) => contacts.map(({ channel, address }) => [channel, address].filter(Boolean).join(" ")).join("; ") },
  { title: "quiet", value: ({ quiet }) => quiet.map(({ hours, up_to }) => `${hours.start}-${hours.end} ${hours.days.join(" ")} ${up_to}`).join("; ") }, ...fields<Recipient>("version", "changed_at", "changed_by"),
];

export const ROTA_FILE: readonly CsvColumn<Rota>[] = [
  ...fields<Rota>("id", "name"), WHERE, ...fields<Rota>("enabled", "time_zone"), { title: "members", value: ({ members }) => members.join("; ") },
  ...fields<Rota>("first_day", "handover", "turn_days", "version", "changed_at", "changed_by"),
];

export const POLICY_FILE: readonly CsvColumn<Policy>[] = [
  ...fields<Policy>("id", "name"), WHERE, ...fields<Policy>("enabled"), { title: "severities", value: ({ severities }) => severities.join("; ") }, { title: "rules", value: ({ rules }) => rules.join("; ") },
  { title: "steps", value: ({ steps }) => steps.map(({ after_s, targets }) => `${after_s} s: ${targets.map(({ kind, id }) => `${kind} ${id}`).join(", ")}`).join("; ") },
  ...fields<Policy>("repeat_every_s", "repeats", "tell_end", "version", "changed_at", "changed_by"),
];

export const dutyFile = (rota: RotaDetail, name: (id: string) => string): readonly CsvColumn<Duty>[] => [
  { title: "rota", value: () => rota.id }, ...fields<Duty>("starts_at", "ends_at", "recipient"), { title: "name", value: ({ recipient }) => name(recipient) }, { title: "stands_in", value: ({ override_id }) => override_id !== "" },
];

export const vehicleFile = (currency: string): readonly CsvColumn<Vehicle>[] => [
  ...fields<Vehicle>("registration", "note", "blocked", "odometer_required", "odometer_km"), ...moneyOf<Vehicle>(() => currency, "limit_minor"),
  { title: "currency", value: () => currency }, { title: "grades", value: ({ grades }) => grades?.join("; ") },
];

export const meterFile = (currency: string): readonly CsvColumn<NozzleCheck>[] => [
  ...fields<NozzleCheck>("pump", "nozzle", "grade_id", "fuellings", "fuelled_ml"), ...moneyOf<NozzleCheck>(() => currency, "fuelled_minor"), { title: "currency", value: () => currency }, ...fields<NozzleCheck>("start_ml", "end_ml", "difference_ml"),
];

type SettledNozzle = Settlement["nozzles"][number];

/** How each nozzle's fuel was settled: by tender, and what is not sold. */
export const settledFile = ({ currency, day }: Settlement): readonly CsvColumn<SettledNozzle>[] => [
  { title: "day", value: () => day }, ...meterFile(currency).map(({ title, value }) => ({ title, value: ({ meter }: SettledNozzle) => value(meter) })),
  { title: "sold", value: ({ sold }) => sold.map((one) => `${one.clearing} ${one.count} ${one.volume_ml} ml ${minorText(one.amount_minor, currency)}`).join("; ") },
  { title: "unsold_ml", value: ({ unsold_ml }) => unsold_ml }, { title: "unsold", value: ({ unsold_minor }) => minorText(unsold_minor, currency) },
];
