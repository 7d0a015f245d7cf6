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
export type TankStock = Schemas["TankStock"];
export type Alert = Schemas["Alert"];
export type Severity = Alert["severity"];
export type Series = Schemas["Series"];
export type Device = Schemas["Device"];
export type QuarantinedMessage = Schemas["QuarantinedMessage"];

export type Me = Schemas["Me"];
export type Role = Schemas["Role"];
export type Operation = Schemas["Operation"];
export type Grant = Schemas["Grant"];
export type Restriction = Schemas["Restriction"];
export type SignInMethods = Schemas["Methods"];
export type Colleague = Schemas["Colleague"];
export type OpenSession = Schemas["OpenSession"];
export type SecondFactorOffer = Schemas["TotpEnrolment"];
export type User = Schemas["User"];
export type Area = Schemas["Area"];
export type ApiKey = Schemas["ApiKey"];
export type Till = Schemas["Till"];
export type AuditRecord = Schemas["AuditRecord"];
export type AuditFinding = Schemas["AuditFinding"];
export type Verification = Schemas["AuditVerification"];
