/** What is asked to change about alerts. Every POST carries the key of its intent. `handleAlert` is in `actions.ts`. */

import { api, body, keyed } from "./api";

const ofAlert = (alert_id: string, key: string) => ({ params: { path: { alert_id }, header: keyed(key) } });

/** An empty name: nobody any more. */
export const assignAlert = (alert_id: string, assignee: string, key: string) => body(api.POST("/api/v1/alerts/{alert_id}/assign", { ...ofAlert(alert_id, key), body: { assignee } }));
export const addAlertNote = (alert_id: string, note: string, key: string) => body(api.POST("/api/v1/alerts/{alert_id}/notes", { ...ofAlert(alert_id, key), body: { note } }));
/** Its head and all of its open alerts. */
export const acknowledgeIncident = (incident_id: string, key: string) =>
  body(api.POST("/api/v1/incidents/{incident_id}/acknowledge", { params: { path: { incident_id }, header: keyed(key) } }));
