/** The pages of the app and who may see them. */

import type { Operation } from "./types";

export interface AppPage {
  href: string;
  text: string;
  operation: Operation;
}

/** Pages that stand side by side below one entry of the menu. */
export interface PageGroup {
  text: string;
  pages: readonly AppPage[];
}

export const MAIN: readonly AppPage[] = [
  { href: "/", text: "Sites", operation: "sites.read" },
  { href: "/pos/", text: "Till", operation: "sales.sell" },
];

export const ALERTS: readonly AppPage[] = [
  { href: "/alerts/", text: "Alerts", operation: "alerts.read" },
  { href: "/rules/", text: "Rules", operation: "alert_rules.read" },
  { href: "/silences/", text: "Silences", operation: "alerts.read" },
  { href: "/notifications/", text: "Notifications", operation: "notifications.read" },
  { href: "/on-call/", text: "On call", operation: "on_call.read" },
];

export const SELLING: readonly AppPage[] = [
  { href: "/sales/", text: "Sales", operation: "sales.read" },
  { href: "/shifts/", text: "Shifts", operation: "shifts.read" },
  { href: "/prices/", text: "Prices", operation: "prices.read" },
  { href: "/settlement/", text: "Settlement", operation: "settlement.read" },
  { href: "/discrepancies/", text: "Discrepancies", operation: "settlement.read" },
  { href: "/receipts/", text: "Receipts", operation: "sales.read" },
  { href: "/accounts/", text: "Accounts", operation: "accounts.read" },
];

export const PAYMENTS: readonly AppPage[] = [
  { href: "/payments/", text: "Payments", operation: "payments.read" },
  { href: "/disputes/", text: "Disputes", operation: "disputes.read" },
  { href: "/breaks/", text: "Reconciliation", operation: "finance.read" },
  { href: "/finance/", text: "Finance", operation: "finance.read" },
];

export const EQUIPMENT: readonly AppPage[] = [
  { href: "/devices/", text: "Devices", operation: "devices.read" },
  { href: "/quarantine/", text: "Quarantine", operation: "quarantine.read" },
  { href: "/commands/", text: "Commands", operation: "commands.read" },
  { href: "/readers/", text: "Card readers", operation: "readers.read" },
];

export const ADMINISTRATION: readonly AppPage[] = [
  { href: "/users/", text: "Users", operation: "users.read" },
  { href: "/tills/", text: "Tills", operation: "tills.read" },
  { href: "/areas/", text: "Areas", operation: "areas.read" },
  { href: "/api-keys/", text: "API keys", operation: "api_keys.read" },
];

export const AUDIT: AppPage = { href: "/audit/", text: "Audit", operation: "audit.read" };

/** In the order of the menu. */
export const GROUPS: readonly PageGroup[] = [
  { text: "Alerts", pages: ALERTS }, { text: "Selling", pages: SELLING }, { text: "Payments", pages: PAYMENTS }, { text: "Equipment", pages: EQUIPMENT },
  { text: "Administration", pages: ADMINISTRATION },
];

const UNDER: Record<string, string> = {
  "/site/": "/", "/user/": "/users/", "/sale/": "/sales/", "/shift/": "/shifts/", "/account-customer/": "/accounts/",
  "/payment/": "/payments/", "/dispute/": "/disputes/", "/alert/": "/alerts/", "/rule/": "/rules/", "/notification/": "/notifications/", "/rota/": "/on-call/",
};

/** Whether a page of the menu leads to the path shown, or to what it is a detail of. */
export function isHere(page: AppPage, path: string): boolean {
  const place = path.endsWith("/") ? path : `${path}/`;
  const above = UNDER[place] ?? place;
  return above === page.href || (page.href !== "/" && above.startsWith(page.href));
}
