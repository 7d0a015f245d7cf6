/** What serving at the pumps asks the API to change. Every POST carries the key of its intent. */

import { api, body, keyed } from "./api";
import type { PumpCommand } from "./till-pumps";
import type { NewSaleLine, SaleOpening } from "./till-types";

const header = (key: string) => ({ header: keyed(key) });
const ofSale = (sale_id: string, key: string) => ({ path: { sale_id }, ...header(key) });
const ofPump = (site: string, pump: number, key: string) => ({ path: { site, pump }, ...header(key) });

/** Makes a ticket and releases its pump; the answer says what became of that. */
export const openSale = (asked: SaleOpening, key: string) => body(api.POST("/api/v1/sales", { params: header(key), body: asked }));
export const lockSale = (sale_id: string, shift_id: string, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/lock", { params: ofSale(sale_id, key), body: { shift_id } }));
export const addLine = (sale_id: string, asked: NewSaleLine, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/lines", { params: ofSale(sale_id, key), body: asked }));
export const controlPump = (site: string, pump: number, command: PumpCommand, key: string) =>
  body(api.POST(`/api/v1/sites/{site}/pumps/{pump}/${command}`, { params: ofPump(site, pump, key) }));
/** Every pump of the site closes and says so. */
export const stopForecourt = (site: string, key: string) => body(api.POST("/api/v1/sites/{site}/emergency-stop", { params: { path: { site }, ...header(key) } }));
export const restartForecourt = (site: string, key: string) => body(api.POST("/api/v1/sites/{site}/restart", { params: { path: { site }, ...header(key) } }));
/** One pump of it. */
export const stopPump = (site: string, pump: number, key: string) => body(api.POST("/api/v1/sites/{site}/pumps/{pump}/emergency-stop", { params: ofPump(site, pump, key) }));
export const restartPump = (site: string, pump: number, key: string) => body(api.POST("/api/v1/sites/{site}/pumps/{pump}/restart", { params: ofPump(site, pump, key) }));
