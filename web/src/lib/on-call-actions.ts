/** What is asked to change about who is told. `version` is that of the document as it was read; none for a new one. */

import { api, body, ifStill, keyed } from "./api";
import type { NewStandIn, PolicyContent, RecipientContent, RotaContent } from "./on-call-types";

const still = (version?: number) => (version === undefined ? undefined : ifStill(version));

export const putRecipient = (recipient_id: string, asked: RecipientContent, version?: number) =>
  body(api.PUT("/api/v1/recipients/{recipient_id}", { params: { path: { recipient_id }, header: still(version) }, body: asked }));
export const removeRecipient = (recipient_id: string) => body(api.DELETE("/api/v1/recipients/{recipient_id}", { params: { path: { recipient_id } } }));

export const putRota = (rota_id: string, asked: RotaContent, version?: number) =>
  body(api.PUT("/api/v1/rotas/{rota_id}", { params: { path: { rota_id }, header: still(version) }, body: asked }));
export const removeRota = (rota_id: string) => body(api.DELETE("/api/v1/rotas/{rota_id}", { params: { path: { rota_id } } }));

export const addStandIn = (rota_id: string, asked: NewStandIn, key: string) =>
  body(api.POST("/api/v1/rotas/{rota_id}/overrides", { params: { path: { rota_id }, header: keyed(key) }, body: asked }));
export const removeStandIn = (rota_id: string, override_id: string) =>
  body(api.DELETE("/api/v1/rotas/{rota_id}/overrides/{override_id}", { params: { path: { rota_id, override_id } } }));

export const putPolicy = (policy_id: string, asked: PolicyContent, version?: number) =>
  body(api.PUT("/api/v1/escalation-policies/{policy_id}", { params: { path: { policy_id }, header: still(version) }, body: asked }));
export const removePolicy = (policy_id: string) => body(api.DELETE("/api/v1/escalation-policies/{policy_id}", { params: { path: { policy_id } } }));
