"use client";

/** What the till opens on demand. */

import { onDemand } from "./on-demand";

export const Elsewhere = onDemand(() => import("./elsewhere").then((found) => found.Elsewhere));
export const GiveBack = onDemand(() => import("./give-back").then((found) => found.GiveBack));
export const PayView = onDemand(() => import("./pay-view").then((found) => found.PayView));
export const PaidView = onDemand(() => import("./paid-view").then((found) => found.PaidView));
export const PumpDialog = onDemand(() => import("./pump-dialog").then((found) => found.PumpDialog));
export const CloseShift = onDemand(() => import("./close-shift").then((found) => found.CloseShift));
export const RecentSales = onDemand(() => import("./recent-sales").then((found) => found.RecentSales));
export const Debts = onDemand(() => import("./debts").then((found) => found.Debts));
export const CashMovementDialog = onDemand(() => import("./cash-movement").then((found) => found.CashMovementDialog));
export const ReportView = onDemand(() => import("./report-view").then((found) => found.ReportView));
export const CameraScanner = onDemand(() => import("../pos-handout/camera-scanner").then((found) => found.CameraScanner));
export const PrinterSettings = onDemand(() => import("../pos-handout/printer-settings").then((found) => found.PrinterSettings));
export const PushDialog = onDemand(() => import("../push/push-dialog").then((found) => found.PushDialog));
export const ShiftMenu = onDemand(() => import("./shift-menu").then((found) => found.ShiftMenu));
export const PosMenuPanel = onDemand(() => import("./pos-menu-panel").then((found) => found.PosMenuPanel));
export const TillLock = onDemand(() => import("../till-lock").then((found) => found.TillLock));
