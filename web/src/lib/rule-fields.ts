/** The inputs of what a rule looks at, kind by kind; their texts are keys of `field` and `fieldHint` in `alerts`. */

import type { Messages } from "@/i18n/messages";
import { AGGREGATES } from "./rule-words";
import type { WhenKind } from "./rule-types";

type Label = keyof Messages["alerts"]["field"];
type Hint = keyof Messages["alerts"]["fieldHint"];

export interface Field {
  /** As in the document, besides `side` and `limit`: these are its `above` or `below`. */
  name: string;
  label: Label;
  input: "text" | "seconds" | "choice" | "lines";
  hint?: Hint;
  /** Keys of `field`, or figures of `AGGREGATES`. */
  options?: readonly { value: string; label: Label }[];
  figures?: typeof AGGREGATES;
  suggestions?: readonly string[];
}

export const DEVICES: Record<string, readonly string[]> = {
  tank: [
    "product_volume_l", "ullage_l", "fill_ratio", "days_left", "product_level_mm", "water_level_mm", "temperature_c", "density_kg_m3", "total_observed_volume_l", "water_volume_l", "probe_status",
    "delivering", "delivered_l", "unexplained_l", "unexplained_1h_l", "slow_loss_24h_l", "sold_24h_l",
  ],
  pump: ["state", "flow_rate_l_min", "running_volume_l", "flow_of_3_l_min"],
  "pump/nozzle": ["volume_total_l"],
  controller: ["online", "certificate_days_left"],
  queue: ["dead_letters"],
  service: ["outbox_age_s"],
};

const OCCURRENCES = [
  "iot.alarm", "iot.transaction", "iot.connection",
  "pos.sale_authorised", "pos.fuelling_started", "pos.sale_payable", "pos.sale_lock_changed", "pos.sale_completed", "pos.sale_ended", "pos.sale_refunded", "pos.drive_off", "pos.debt_ended",
  "pos.price_changed", "pos.shift_opened", "pos.shift_closed", "pos.totaliser_gap", "pos.discrepancy_resolved", "pos.offline_replayed", "pos.offline_conflict", "pos.offline_conflict_resolved",
  "payments.payment_changed", "payments.payment_authorised", "payments.payment_captured", "payments.payment_ended", "payments.card_refund_settled", "payments.dispute_changed", "payments.break_found",
  "payments.break_resolved",
] as const;

const DEVICE: Field = { name: "device", label: "device", input: "text", hint: "device", suggestions: Object.keys(DEVICES) };
const METRIC: Field = { name: "metric", label: "metric", input: "text", hint: "metric", suggestions: [] };
const FOR: Field = { name: "for_s", label: "for", input: "seconds", hint: "for" };
const CLEAR_FOR: Field = { name: "clear_for_s", label: "clearFor", input: "seconds", hint: "clearFor" };
const WINDOW: Field = { name: "window_s", label: "last", input: "seconds", hint: "duration" };
const LIMITS: readonly Field[] = [
  { name: "side", label: "side", input: "choice", options: [{ value: "above", label: "above" }, { value: "below", label: "below" }] },
  { name: "limit", label: "limit", input: "text", hint: "limit" },
  { name: "clear", label: "clear", input: "text", hint: "clear" },
];
const TIMES = [FOR, CLEAR_FOR] as const;

export const FIELDS: Record<WhenKind, readonly Field[]> = {
  threshold: [DEVICE, METRIC, ...LIMITS, ...TIMES],
  rate: [DEVICE, METRIC, WINDOW, ...LIMITS, ...TIMES],
  window: [DEVICE, METRIC, { name: "aggregate", label: "aggregate", input: "choice", figures: AGGREGATES }, WINDOW, ...LIMITS, ...TIMES],
  absence: [DEVICE, METRIC, { ...FOR, label: "nothingFor", hint: "duration" }, CLEAR_FOR],
  state: [DEVICE, METRIC, { name: "values", label: "states", input: "text", hint: "states" }, ...TIMES],
  compare: [
    DEVICE, { name: "metrics", label: "metrics", input: "text", hint: "metrics" }, { name: "holds", label: "holds", input: "lines", hint: "holds" },
    { name: "ends", label: "endsWhen", input: "lines", hint: "endsWhen" }, ...TIMES, { name: "max_age_s", label: "knownFor", input: "seconds", hint: "duration" },
  ],
  event: [
    { name: "type", label: "event", input: "text", suggestions: OCCURRENCES }, { name: "where", label: "where", input: "text", hint: "where" },
    { name: "per", label: "per", input: "choice", options: [{ value: "subject", label: "bySubject" }, { value: "site", label: "bySite" }] },
    { name: "for_s", label: "notEnded", input: "seconds", hint: "notEnded" },
    { name: "count", label: "count", input: "text", hint: "count" }, { name: "within_s", label: "within", input: "seconds", hint: "within" },
    { name: "ends", label: "endedBy", input: "lines", hint: "endedBy" },
    { name: "after_s", label: "after", input: "seconds", hint: "after" },
    { name: "severity_field", label: "severityField", input: "text", hint: "optional" },
  ],
};
