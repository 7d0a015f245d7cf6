/** Names for the shapes of alerts, which the document of the REST API defines. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type AlertDetail = Schemas["AlertDetail"];
export type AlertStep = Schemas["AlertStep"];
export type AlertState = Schemas["AlertState"];
export type Suppression = Schemas["AlertSuppression"];
export type Incident = Schemas["Incident"];
export type AlertFigures = Schemas["AlertFigures"];
export type AlertStatistics = Schemas["AlertStatistics"];
