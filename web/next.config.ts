import type { NextConfig } from "next";

const config: NextConfig = {
  output: "export",
  // /site becomes site/index.html, which any static file server finds.
  trailingSlash: true,
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
};

export default config;
