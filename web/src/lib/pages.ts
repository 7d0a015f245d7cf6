/** The pages of the app and who may see them. */

import type { Messages } from "@/i18n/messages";
import type { Operation } from "./types";

/** What it is called in the menu. */
export type PageName = keyof Messages["menu"];

export interface AppPage {
  href: string;
  name: PageName;
  operation: Operation;
}

/** Pages that stand side by side below one entry of the menu. */
export interface PageGroup {
  name: PageName;
  pages: readonly AppPage[];
}

export const MAIN: readonly AppPage[] = [
  { href: "/", name: "sites", operation: "sites.read" },
  { href: "/pos/", name: "till", operation: "sales.sell" },
];

export const ALERTS: readonly AppPage[] = [
  { href: "/alerts/", name: "alerts", operation: "alerts.read" },
  { href: "/rules/", name: "rules", operation: "alert_rules.read" },
  { href: "/silences/", name: "silences", operation: "alerts.read" },
  { href: "/notifications/", name: "notifications", operation: "notifications.read" },
  { href: "/on-call/", name: "onCall", operation: "on_call.read" },
];

export const SELLING: readonly AppPage[] = [
  { href: "/sales/", name: "sales", operation: "sales.read" },
  { href: "/shifts/", name: "shifts", operation: "shifts.read" },
  { href: "/prices/", name: "prices", operation: "prices.read" },
  { href: "/settlement/", name: "settlement", operation: "settlement.read" },
  { href: "/discrepancies/", name: "discrepancies", operation: "settlement.read" },
  { href: "/receipts/", name: "receipts", operation: "sales.read" },
  { href: "/offline-tills/", name: "offlineTills", operation: "sales.read" },
  { href: "/accounts/", name: "accounts", operation: "accounts.read" },
];

export const PAYMENTS: readonly AppPage[] = [
  { href: "/payments/", name: "payments", operation: "payments.read" },
  { href: "/disputes/", name: "disputes", operation: "disputes.read" },
  { href: "/breaks/", name: "reconciliation", operation: "finance.read" },
  { href: "/finance/", name: "finance", operation: "finance.read" },
];

export const EQUIPMENT: readonly AppPage[] = [
  { href: "/devices/", name: "devices", operation: "devices.read" },
  { href: "/quarantine/", name: "quarantine", operation: "quarantine.read" },
  { href: "/commands/", name: "commands", operation: "commands.read" },
  { href: "/readers/", name: "readers", operation: "readers.read" },
];

export const ADMINISTRATION: readonly AppPage[] = [
  { href: "/users/", name: "users", operation: "users.read" },
  { href: "/tills/", name: "tills", operation: "tills.read" },
  { href: "/areas/", name: "areas", operation: "areas.read" },
  { href: "/api-keys/", name: "apiKeys", operation: "api_keys.read" },
  { href: "/personal-data/", name: "personalData", operation: "personal_data.export" },
];

export const AUDIT: AppPage = { href: "/audit/", name: "audit", operation: "audit.read" };

/** In the order of the menu. */
export const GROUPS: readonly PageGroup[] = [
  { name: "alerts", pages: ALERTS }, { name: "selling", pages: SELLING }, { name: "payments", pages: PAYMENTS }, { name: "equipment", pages: EQUIPMENT },
  { name: "administration", pages: ADMINISTRATION },
];

const UNDER: Record<string, string> = {
  "/site/": "/", "/site/configuration/": "/", "/user/": "/users/", "/sale/": "/sales/", "/shift/": "/shifts/", "/account-customer/": "/accounts/",
  "/payment/": "/payments/", "/dispute/": "/disputes/", "/alert/": "/alerts/", "/rule/": "/rules/", "/notification/": "/notifications/", "/rota/": "/on-call/",
};

/** Whether a page of the menu leads to the path shown, or to what it is a detail of. */
export function isHere(page: AppPage, path: string): boolean {
  const place = path.endsWith("/") ? path : `${path}/`;
  const above = UNDER[place] ?? place;
  return above === page.href || (page.href !== "/" && above.startsWith(page.href));
}
