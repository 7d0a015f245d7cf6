// The service worker of /pos: keeps the app in the browser, and nothing of what the API says.
import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

cleanupOutdatedCaches();
// The site of the address, and Next's own parameters, change nothing in the files.
precacheAndRoute(KEPT_FILES, { cleanURLs: false, ignoreURLParametersMatching: [/./] });
registerRoute(new NavigationRoute(createHandlerBoundToURL("/pos/index.html"), { allowlist: [/^\/pos\//], denylist: [/\.\w+$/] }));
clientsClaim();

// The cashier decides when a new version takes over.
self.addEventListener("message", ({ data }) => {
  if (data?.type === "SKIP_WAITING") void self.skipWaiting();
});
