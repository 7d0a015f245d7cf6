// Everything comes from the gateway itself: no fonts, proxies, assistants or telemetry from elsewhere.
/* global Scalar */
Scalar.createApiReference("#reference", {
  url: "/openapi.json",
  metaData: { title: "API reference · Motorway Petroleum" },
  authentication: { preferredSecurityScheme: "bearer" },
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: "never",
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
});
