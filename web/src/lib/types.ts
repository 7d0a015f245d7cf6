/** Names for the shapes of the REST API, which its document defines. Volumes are integer ml where named `_ml`, else float litres; times RFC 3339 UTC. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export interface Page<T> {
  items: T[];
  next_cursor: string;
}

export type Site = Schemas["Site"];
export type Nozzle = Schemas["Nozzle"];
export type TankConfig = Schemas["Tank"];
/** The newest reading of a tank, `time` null while there is none. */
export type TankReading = Pick<
  Schemas["TankStatus"],
  "time" | "probe_status" | "product_level_mm" | "water_level_mm" | "temperature_c" | "density_kg_m3" | "total_observed_volume_l" | "water_volume_l"
>;
/** As a screen shows it: its configuration and what was read last, by REST or live. */
export type Tank = TankConfig & TankReading;
export type Pump = Schemas["PumpStatus"];
export type Controller = Schemas["ControllerStatus"];
export type Alert = Schemas["Alert"];
export type Severity = Alert["severity"];
export type Series = Schemas["Series"];
export type Device = Schemas["Device"];
export type QuarantinedMessage = Schemas["QuarantinedMessage"];

export type Role = "cashier" | "supervisor" | "station_manager" | "area_manager" | "technician" | "finance" | "auditor" | "admin";
export type Restriction = "change_password" | "enrol_second_factor";

export interface Grant {
  role: Role;
  site?: string | null;
  area?: string | null;
  everything?: boolean;
}

export interface Me {
  kind: "user" | "api_key";
  user_id: string | null;
  username: string | null;
  display_name: string;
  grants: Grant[];
  permissions: { operation: string; everything: boolean; sites: string[] }[];
  restriction: Restriction | null;
  second_factor: boolean;
  has_pin: boolean;
  session_id: string | null;
  till: TillOfBrowser | null;
}

export interface TillOfBrowser {
  till_id: string;
  name: string;
  site: string;
}

export interface Session {
  user_id: string;
  username: string;
  display_name: string;
  restriction: Restriction | null;
  expires_at: string;
  access_expires_at: string;
}

export interface SignInMethods {
  password: boolean;
  oidc: { name: string; login_url: string } | null;
  till: TillOfBrowser | null;
}

export interface TillCashiers extends TillOfBrowser {
  cashiers: { user_id: string; display_name: string }[];
}

export interface OpenSession {
  session_id: string;
  created_at: string;
  last_used_at: string | null;
  expires_at: string;
  address: string;
  user_agent: string;
  method: string;
  current: boolean;
}

export interface SecondFactorOffer {
  secret: string;
  uri: string;
  qr_svg: string;
}

export interface User {
  user_id: string;
  username: string;
  display_name: string;
  email: string | null;
  disabled: boolean;
  locked: boolean;
  grants: Grant[];
  second_factor: boolean;
  has_pin: boolean;
  must_change_password: boolean;
  created_at: string;
  last_sign_in_at: string | null;
  version: number;
}

export interface Area {
  area: string;
  name: string;
  sites: string[];
  version: number;
}

export interface ApiKey {
  api_key_id: string;
  name: string;
  prefix: string;
  grants: Grant[];
  operations: string[];
  expires_at: string | null;
  created_at: string;
  created_by: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

export interface Till {
  till_id: string;
  site: string;
  name: string;
  enrolled_at: string;
  enrolled_by: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

export interface AuditRecord {
  record_id: string;
  day: string;
  sequence: number;
  at: string;
  outcome: string;
  status: number | null;
  reason: string;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  roles: string[];
  site: string;
  operation: string;
  target: string;
  method: string;
  route: string;
  address: string;
  user_agent: string;
  session_id: string;
  request_id: string;
  trace_id: string;
  before: unknown;
  after: unknown;
}

export interface Verification {
  intact: boolean;
  days: { day: string; records: number; last_hash: string; findings: { kind: string; sequence: number; record_id: string | null; detail: string }[] }[];
}
