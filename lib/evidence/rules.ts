/** By what and in how many steps evidence is judged: what a verdict is held against without reading the evidence. */
import { ED25519_RULE } from "#lib/kernel/ed25519-rule.ts";

/** Rules by which a bundle is judged. A verdict names them, so that a later rule re-judges and never rewrites. */
export const BUNDLE_RULES = {
  ed25519: ED25519_RULE,
  http: "prex-response-v1",
  definition: "touchstone/definition/1",
  verdict: "touchstone/verdict/1",
} as const;

export const BUNDLE_CHECKS = [
  "form",
  "secrets",
  "body",
  "components",
  "key",
  "signature",
  "key-state",
  "time",
  "duplicate",
  "definition",
  "claim",
  "attestable",
  "second-host",
  "similar-cases",
] as const;
export type BundleCheck = (typeof BUNDLE_CHECKS)[number];
