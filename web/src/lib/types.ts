/** Shapes of the REST API. Volumes are integer ml where named `_ml`, else float litres; times RFC 3339 UTC. */

export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

export interface Grade {
  grade_id: string;
  name: string;
}

export interface Nozzle {
  number: number;
  grade_id: string;
  tank: number;
}

export interface TankConfig {
  number: number;
  grade_id: string;
  capacity_ml: number;
  max_safe_fill_ml: number;
  diameter_tenth_mm: number;
}

export interface Site {
  site_id: string;
  name: string;
  time_zone: string;
  currency: string;
  version: number;
  grades: Grade[];
  tanks: TankConfig[];
  pumps: { number: number; nozzles: Nozzle[] }[];
}

export interface Pump {
  number: number;
  nozzles: Nozzle[];
  state: string | null;
  state_number: number | null;
  state_time: string | null;
  running_volume_l: number | null;
  running_amount: number | null;
  flow_rate_l_min: number | null;
  running_time: string | null;
}

export interface TankReading {
  time: string | null;
  probe_status: string | null;
  product_level_mm: number | null;
  water_level_mm: number | null;
  temperature_c: number | null;
  density_kg_m3: number | null;
  /** TOV: product and water together. */
  total_observed_volume_l: number | null;
  water_volume_l: number | null;
}

export type Tank = TankConfig & TankReading;

export interface Controller {
  site: string;
  online: boolean | null;
  software_version: string | null;
  changed_at: string | null;
  last_seen_at: string | null;
}

export type Severity = "INFO" | "WARNING" | "CRITICAL";
export type AlertState = "RAISED" | "ACKNOWLEDGED" | "RESOLVED";

export interface Alert {
  alert_id: string;
  site: string;
  rule: string;
  key: string;
  device: string;
  severity: Severity;
  state: AlertState;
  text: string;
  raised_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  resolved_at: string | null;
  resolved_by: string | null;
  version: number;
}

export interface Series {
  unit: string;
  resolution: "raw" | "minute" | "hour" | "day";
  time: number[];
  min: number[];
  max: number[];
  avg: number[];
  last: number[];
  count: number[];
  /** Indexes i with data missing between point i-1 and point i. */
  gap_before: number[];
}

export interface Device {
  device_id: string;
  site: string;
  label: string;
  serial_number: string;
  enrolled_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  revocation_reason: string | null;
}

export interface QuarantinedMessage {
  quarantine_id: string;
  received_at: string;
  site: string;
  topic: string;
  reason: string;
  detail: string;
  content_type: string;
  payload_base64: string;
  payload_size: number;
}
