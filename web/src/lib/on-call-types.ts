/** Names for the shapes of who is told: recipients, rotas, escalation policies. Durations are in seconds, hours of the day are local. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Recipient = Schemas["Recipient"];
export type RecipientContent = Schemas["RecipientContent"];
export type Contact = Schemas["Contact"];
export type QuietHours = Schemas["QuietHours"];
export type Weekday = QuietHours["hours"]["days"][number];
export type Rota = Schemas["Rota"];
export type RotaContent = Schemas["RotaContent"];
export type RotaDetail = Schemas["RotaDetail"];
export type StandIn = Schemas["RotaOverride"];
export type NewStandIn = Schemas["NewOverride"];
export type Duty = Schemas["Duty"];
export type Policy = Schemas["EscalationPolicy"];
export type PolicyContent = Schemas["PolicyContent"];
export type Step = Schemas["EscalationStep"];
export type Target = Schemas["EscalationTarget"];
