/**
 * What a provider says of itself that could bring down all who say the same: under whose courts it stands, and which build
 * it runs. It is one side's word, so it bounds what somebody holds with several of them, and nobody's own limit (ADR 0214).
 */
import type { JsonObject } from "#lib/kernel/json.ts";

export const TRAIT_KINDS = ["jurisdiction", "build"] as const;
export type Trait = { readonly kind: (typeof TRAIT_KINDS)[number]; readonly value: string };

/** As its newest disclosures say; null where they do not. */
export type Said = { readonly jurisdiction: string | null; readonly build: string | null };

/** ISO 3166, as `DE` or `US-WY`. `identity`: the body; undefined: none was published. Total. */
export function jurisdictionOf(identity: JsonObject | undefined): string | null {
  return textOf(identity, "jurisdiction");
}

/** Its commit, whose hash no other source has. `software`: as above. */
export function buildOf(software: JsonObject | undefined): string | null {
  return textOf(software, "commit");
}

function textOf(body: JsonObject | undefined, field: string): string | null {
  const value = body?.notApplicable === undefined ? body?.[field] : undefined;
  return typeof value === "string" ? value : null;
}

/** A part of a country stands under the country's courts. */
export function traitsOf({ jurisdiction, build }: Said): Trait[] {
  const country = jurisdiction?.split("-")[0];
  return [
    ...(country === undefined ? [] : [{ kind: "jurisdiction", value: country } as const]),
    ...(build === null ? [] : [{ kind: "build", value: build } as const]),
  ];
}

export const traitName = ({ kind, value }: Trait): string => `${kind}:${value}`;
