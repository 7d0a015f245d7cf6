/** The pages of the app and who may see them. */

import type { Operation } from "./types";

export interface AppPage {
  href: string;
  text: string;
  operation: Operation;
}

export const MAIN: readonly AppPage[] = [
  { href: "/", text: "Sites", operation: "sites.read" },
  { href: "/devices/", text: "Devices", operation: "devices.read" },
  { href: "/quarantine/", text: "Quarantine", operation: "quarantine.read" },
];

export const ADMINISTRATION: readonly AppPage[] = [
  { href: "/users/", text: "Users", operation: "users.read" },
  { href: "/tills/", text: "Tills", operation: "tills.read" },
  { href: "/areas/", text: "Areas", operation: "areas.read" },
  { href: "/api-keys/", text: "API keys", operation: "api_keys.read" },
];

export const AUDIT: AppPage = { href: "/audit/", text: "Audit", operation: "audit.read" };

const UNDER: Record<string, string> = { "/site/": "/", "/user/": "/users/" };

/** Whether a page of the menu leads to the path shown, or to what it is a detail of. */
export function isHere(page: AppPage, path: string): boolean {
  const place = path.endsWith("/") ? path : `${path}/`;
  const above = UNDER[place] ?? place;
  return above === page.href || (page.href !== "/" && above.startsWith(page.href));
}
