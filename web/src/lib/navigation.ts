/** Where to go after signing in: a path of this origin, or the list of sites. */
export function safeNext(next: string | null): string {
  if (!next || !next.startsWith("/") || /^\/[/\\]/.test(next) || next.startsWith("/login")) return "/";
  return next;
}

export function loginPath(current: string): string {
  const next = safeNext(current);
  return next === "/" ? "/login/" : `/login/?next=${encodeURIComponent(next)}`;
}

export function sitePath(site: string): string {
  return `/site/?id=${encodeURIComponent(site)}`;
}

export function configurationPath(site: string): string {
  return `/site/configuration/?id=${encodeURIComponent(site)}`;
}

export function tillPath(site: string): string {
  return `/pos/?site=${encodeURIComponent(site)}`;
}

/** For links that leave the till by loading the page anew, so that nothing of the dashboard is loaded before. */
export const DASHBOARD = "/";

/** The till shows who can come in by itself: it is an app with addresses of its own. */
export function isAtTill(path: string): boolean {
  return path === "/pos" || path.startsWith("/pos/");
}
