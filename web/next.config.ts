import type { NextConfig } from "next";

const config: NextConfig = {
  output: "export",
  // /site becomes site/index.html, which any static file server finds.
  trailingSlash: true,
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: {
    // Texts come parsed (scripts/compile-messages.cjs); what parses them stays at home. Tests read them as they are written.
    rules: { "**/messages/*/*.json": { loaders: ["./scripts/compile-messages.cjs"], as: "*.js" } },
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
  // Chunks of nobody else's code, and no exports that nobody imports: the till has a budget (scripts/budget.mjs).
  experimental: {
    turbopackCjsTreeShaking: true, turbopackCjsScopeHoisting: true, turbopackCrossModuleConstants: true,
    turbopackChunking: { requestCost: 20_000, minChunkSize: 20_000 },
  },
};

export default config;
