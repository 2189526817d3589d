import type { MetadataRoute } from "next";

/** Public pages are for everyone; private desks and the component gallery are of no use to a search engine. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/api/", "/gallery", "/operator", "/settings", "/sign-in", "/setup"],
    },
  };
}
