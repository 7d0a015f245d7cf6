/** Names for the shapes of rules and silences, which the document of the REST API defines. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type AlertRule = Schemas["AlertRule"];
export type RuleVersion = Schemas["AlertRuleVersion"];
/** One of those that come with the platform. */
export type ReadyRule = Schemas["ReadyRule"];
export type RuleWish = Schemas["RuleWish"];
export type NamedRuleWish = Schemas["NamedRuleInput"];
/** What must be so. */
export type When = AlertRule["when"];
export type WhenWish = RuleWish["when"];
export type WhenKind = When["kind"];
export type Limit = number | string | null;
export type Schedule = Schemas["RuleSchedule"];
export type ScheduleWish = Schemas["RuleScheduleInput"];
export type Hours = Schemas["RuleHours"];
export type Day = Schemas["RuleDay"];
export type Override = Schemas["RuleOverride"];
export type Otherwise = Schemas["RuleOtherwise"];
export type DryRun = Schemas["DryRun"];
export type DryRunAlert = Schemas["DryRunAlert"];
export type DryRunWish = Schemas["DryRunWish"];
export type Silence = Schemas["Silence"];
export type NewSilence = Schemas["NewSilence"];
export type SilenceKind = Schemas["SilenceKind"];
