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
};

export default config;
