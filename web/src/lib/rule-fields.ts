/** The inputs of what a rule looks at, kind by kind. */

import { AGGREGATES } from "./rule-words";
import type { WhenKind } from "./rule-types";

export interface Field {
  /** As in the document, besides `side` and `limit`: these are its `above` or `below`. */
  name: string;
  label: string;
  input: "text" | "seconds" | "choice" | "lines";
  hint?: string;
  options?: readonly { value: string; word: string }[];
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

const DURATION = "Such as 90 s, 5 min, 2 h or 1 d.";
const EXPRESSION = "A number, or an expression such as tank.capacity_l * 0.1.";

const DEVICE: Field = { name: "device", label: "Kind of device", input: "text", hint: "Every device of this kind.", suggestions: Object.keys(DEVICES) };
const METRIC: Field = { name: "metric", label: "Value", input: "text", hint: "As devices send it, or as it is worked out.", suggestions: [] };
const FOR: Field = { name: "for_s", label: "Must hold for", input: "seconds", hint: `Before an alert is raised. ${DURATION}` };
const CLEAR_FOR: Field = { name: "clear_for_s", label: "Must be over for", input: "seconds", hint: "Before the alert ends." };
const WINDOW: Field = { name: "window_s", label: "Over the last", input: "seconds", hint: DURATION };
const LIMITS: readonly Field[] = [
  { name: "side", label: "Wrong when it is", input: "choice", options: [{ value: "above", word: "Above the limit" }, { value: "below", word: "Below the limit" }] },
  { name: "limit", label: "Limit", input: "text", hint: EXPRESSION },
  { name: "clear", label: "Over at", input: "text", hint: "Optional: a little on the other side of the limit, so that it does not come and go." },
];
const TIMES = [FOR, CLEAR_FOR] as const;

export const FIELDS: Record<WhenKind, readonly Field[]> = {
  threshold: [DEVICE, METRIC, ...LIMITS, ...TIMES],
  rate: [DEVICE, METRIC, WINDOW, ...LIMITS, ...TIMES],
  window: [DEVICE, METRIC, { name: "aggregate", label: "Figure", input: "choice", options: Object.entries(AGGREGATES).map(([value, word]) => ({ value, word })) }, WINDOW, ...LIMITS, ...TIMES],
  absence: [DEVICE, METRIC, { ...FOR, label: "Nothing for", hint: DURATION }, CLEAR_FOR],
  state: [DEVICE, METRIC, { name: "values", label: "States", input: "text", hint: "Numbers with commas between." }, ...TIMES],
  compare: [
    DEVICE, { name: "metrics", label: "Values", input: "text", hint: "With commas between, at most 8." },
    { name: "holds", label: "Wrong when", input: "lines", hint: "An expression over these values and facts, such as delivering == 1.0 && fill_ratio > 1.0." },
    { name: "ends", label: "Over when", input: "lines", hint: "Optional: else when that does not hold any more." }, ...TIMES,
    { name: "max_age_s", label: "Values are known for", input: "seconds", hint: DURATION },
  ],
  event: [
    { name: "type", label: "Event", input: "text", suggestions: OCCURRENCES }, { name: "where", label: "Only where", input: "text", hint: "Optional: an expression over its fields, such as total_minor > 0." },
    { name: "per", label: "Counted and ended", input: "choice", options: [{ value: "subject", word: "By sale, alarm or device" }, { value: "site", word: "By site" }] },
    { name: "for_s", label: "Not ended within", input: "seconds", hint: "0 s: an alert is raised at once." },
    { name: "count", label: "How many", input: "text", hint: "1: every one." }, { name: "within_s", label: "Within", input: "seconds", hint: "Only with more than one." },
    { name: "ends", label: "Ended by", input: "lines", hint: "One event on a line, such as pos.sale_completed or iot.alarm where active == false. None: somebody resolves it." },
    { name: "after_s", label: "Ends by itself after", input: "seconds", hint: "Optional: so long after the last one." },
    { name: "severity_field", label: "Severity from the field", input: "text", hint: "Optional." },
  ],
};
