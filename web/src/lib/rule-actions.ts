/** What is asked to change about rules and silences. Putting the same again changes nothing; a POST carries the key of its intent. */

import { api, body, ifStill, keyed } from "./api";
import type { DryRunWish, NewSilence, Otherwise, RuleWish } from "./rule-types";

/** `version` is that of the rule as it was read, 0 for a new one: a rule that is there already is then not replaced. */
export const putRule = (rule_id: string, wish: RuleWish, version: number) =>
  body(api.PUT("/api/v1/alert-rules/{rule_id}", { params: { path: { rule_id }, header: ifStill(version) }, body: wish }));
export const deleteRule = (rule_id: string, reason: string) => body(api.DELETE("/api/v1/alert-rules/{rule_id}", { params: { path: { rule_id }, query: { reason } } }));
/** Replaces all that is otherwise at the site. */
export const setOverrides = (at: { rule_id: string; site: string; version: number }, overrides: Otherwise[], reason: string) =>
  body(api.PUT("/api/v1/alert-rules/{rule_id}/overrides/{site}", { params: { path: { rule_id: at.rule_id, site: at.site }, header: ifStill(at.version) }, body: { overrides, reason } }));
/** Neither saves nor calls anybody. */
export const tryRule = (wish: DryRunWish, key: string) => body(api.POST("/api/v1/alert-rule-trials", { params: { header: keyed(key) }, body: wish }));

export const createSilence = (wish: NewSilence, key: string) => body(api.POST("/api/v1/silences", { params: { header: keyed(key) }, body: wish }));
export const cancelSilence = (silence_id: string, key: string) => body(api.POST("/api/v1/silences/{silence_id}/cancel", { params: { path: { silence_id }, header: keyed(key) } }));
