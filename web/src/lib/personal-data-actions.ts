/** What is kept about a person: asked for, and erased as it was planned. */

import type { components } from "@/api/schema";
import { api, body, keyed } from "./api";

type Schemas = components["schemas"];
export type DataSubject = Schemas["DataSubject"];
export type ErasurePlan = Schemas["ErasurePlan"];
export type PlannedSection = Schemas["PlannedSection"];

const of = (key: string) => ({ params: { header: keyed(key) } });

export const SUBJECTS: readonly DataSubject["kind"][] = ["ACCOUNT", "REGISTRATION", "EMAIL", "USER"];

/** Its answer is kept for no repetition, so it carries no key. */
export const exportPersonalData = (subject: DataSubject) => body(api.POST("/api/v1/personal-data/exports", { body: { subject } }));
export const planErasure = (subject: DataSubject, key: string) => body(api.POST("/api/v1/personal-data/erasure-plans", { body: { subject }, ...of(key) }));
export const erasePersonalData = (asked: Schemas["ErasureOrder"], key: string) => body(api.POST("/api/v1/personal-data/erasures", { body: asked, ...of(key) }));
