/** Custody addresses: where an instance holds its users' money, each signed by the address's own key. */
import { z } from "zod";
import { base64Decode } from "#lib/kernel/base.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { line, paragraph, textOf } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { lastingBody } from "./envelope-fields.ts";

/** How an address signs the custody text. `other`: nobody can check it here, and it says so. */
export const CUSTODY_SCHEMES = ["eip-191", "bip-322", "sui-personal", "other"] as const;

const address = z.strictObject({
  chain: line(40).meta({ label: "Chain", help: "Such as ethereum, bitcoin or sui." }),
  address: z
    .string()
    .regex(/^[!-~]{4,120}$/, "The address as the chain writes it.")
    .meta({ label: "Address" }),
  asset: line(64).meta({ label: "Asset" }),
  scheme: z.enum(CUSTODY_SCHEMES).meta({ label: "Signed as" }),
  signature: z
    .string()
    .regex(/^[A-Za-z0-9+/=_-]{40,600}$|^0x[0-9a-fA-F]{130}$/, "The signature as the wallet gives it.")
    .optional()
    .meta({ label: "Signature" }),
  required: z.int().min(1).max(20).meta({ label: "Keys needed to move it" }),
  of: z.int().min(1).max(20).meta({ label: "Of so many keys" }),
});
export type CustodyAddress = z.infer<typeof address>;

/** A checkpoint of this log that the text names: the signature is not older than it. */
const checkpoint = z.strictObject({
  size: z.int().min(1).meta({ label: "Size of a checkpoint" }),
  root: textOf(44, "Must be the base64 of 32 bytes.", (text) => base64Decode(text)?.length === 32).meta({
    label: "Its root",
    help: "Third line of the checkpoint.",
  }),
});

const custodyBody = lastingBody(
  {
    epoch: z
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .meta({ label: "Epoch", help: "Counts from 1, one more for each version." }),
    checkpoint: checkpoint.meta({ label: "Checkpoint in the signed text" }),
    addresses: z.array(address).min(1).max(30).meta({ label: "Addresses", row: "address" }),
    note: paragraph(1000).optional().meta({ label: "Note to readers", input: "paragraph" }),
  },
  (body, complain) => {
    const { addresses } = body as CustodyFields;
    const places = addresses.map(custodyName);
    addresses.forEach(({ scheme, signature, required, of }, at) => {
      if (places.indexOf(places[at] ?? "") !== at) complain(["addresses", at, "address"], "Each address once.");
      if (scheme !== "other" && signature === undefined)
        complain(["addresses", at, "signature"], "Sign the text with this address.");
      if (required > of) complain(["addresses", at, "required"], "No more keys can be needed than there are.");
    });
  },
);

export type CustodyFields = {
  readonly epoch: number;
  readonly checkpoint: { readonly size: number; readonly root: string };
  readonly addresses: readonly CustodyAddress[];
};

/** One name for an address whatever its letters' case, where the chain ignores case. */
export function custodyName({ chain, address: text }: { readonly chain: string; readonly address: string }): string {
  const folded = /^(0x|bc1|tb1|BC1|TB1)/.test(text) ? text.toLowerCase() : text;
  return `${chain.toLowerCase()} ${folded}`;
}

/** The kept addresses, as {@link custodyName} writes them: so that two providers with one address can be seen. */
export function custodyNamesOf(facts: JsonObject | undefined): readonly string[] {
  return (facts?.addresses ?? []) as unknown as readonly string[];
}

/** The names of a version's addresses; none where it says that it has none to disclose. */
export function custodyNamesOfBody(body: JsonObject): string[] {
  if (body.notApplicable !== undefined) return [];
  return (body as unknown as CustodyFields).addresses.map(custodyName).sort();
}

function keepAddresses(_: JsonObject | undefined, { body }: Version): JsonObject {
  return { addresses: custodyNamesOfBody(body) };
}

const LIFE_DAYS = 90;

export const disclosure = disclosureType({
  type: "custody_addresses",
  title: "Custody addresses",
  object: "where it keeps its users' money",
  says: "Where the money is: addresses with their own signatures, and how many keys move them.",
  purpose: "Where its users' money lies, signed by the addresses themselves.",
  body: custodyBody,
  minutes: 15,
  life: { ends: "at-expiry", presetDays: LIFE_DAYS, longestDays: LIFE_DAYS },
  step: null,
  about: "instance",
  replaces: true,
  composed: true,
  keep: keepAddresses,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, LIFE_DAYS * DAY_MS)),
    epoch: 1,
    checkpoint: { size: 48_213, root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=" },
    addresses: [
      {
        chain: "ethereum",
        address: "0x52908400098527886E0F7030069857D2E4169EE7",
        asset: "USDC",
        scheme: "other",
        required: 2,
        of: 3,
      },
    ],
  }),
});
