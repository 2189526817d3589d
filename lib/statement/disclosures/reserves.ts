/** Reserves: what an instance holds against what it owes. The own token and pledged assets do not count. */
import { z } from "zod";
import { parseAmount } from "#lib/kernel/amount.ts";
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import { line, paragraph } from "../fields.ts";
import { amount, snapshotAt, sumOf, surprise, unitFields } from "../solvency.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { lastingBody } from "./envelope-fields.ts";

const asset = z.strictObject({
  chain: line(40).meta({ label: "Chain or place", help: "Such as ethereum, bitcoin, sui, or bank." }),
  address: line(120).meta({ label: "Address", help: "One of those under custody addresses, or the account's name." }),
  asset: line(64).meta({ label: "Asset" }),
  quantity: amount.meta({ label: "Quantity", help: "In the asset's own smallest unit." }),
  value: amount.meta({ label: "Value", help: "In the unit above, at the instant." }),
  own: z
    .boolean()
    .optional()
    .meta({ label: "Own token", help: "Issued by you or a company of yours. It is not counted." }),
});
type Asset = z.infer<typeof asset>;

const encumbrance = z.strictObject({
  what: line(200).meta({ label: "What is pledged, and to whom" }),
  value: amount.meta({ label: "Value" }),
});
type Encumbrance = z.infer<typeof encumbrance>;

/** Debts that are in no sum tree. Saying nothing is an answer too, and shown. */
const otherDebts = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("none") }),
  z.strictObject({ status: z.literal("not-stated") }),
  z.strictObject({
    status: z.literal("stated"),
    value: amount.meta({ label: "Value" }),
    what: line(300).meta({ label: "What is owed, and to whom" }),
  }),
]);

const block = z.strictObject({
  chain: line(40).meta({ label: "Chain" }),
  height: amount.meta({ label: "Block height" }),
  hash: z
    .string()
    .regex(/^(0x)?[0-9A-Za-z]{32,90}$/, "The block's hash.")
    .optional()
    .meta({ label: "Block hash" }),
});

const reservesBody = lastingBody(
  {
    at: snapshotAt,
    ...unitFields,
    blocks: z.array(block).max(20).optional().meta({ label: "Blocks at that instant", row: "block" }),
    assets: z.array(asset).max(60).meta({ label: "Assets", row: "asset" }),
    encumbrances: z
      .array(encumbrance)
      .max(20)
      .optional()
      .meta({ label: "Pledged or otherwise not free", row: "encumbrance" }),
    total: amount.meta({ label: "Total without the own token" }),
    ownToken: amount.meta({ label: "Of it in the own token, not counted" }),
    otherDebts: otherDebts.meta({ label: "Debts beside the balances" }),
    surprise: surprise.optional().meta({ label: "Surprise snapshot" }),
    note: paragraph(1000).optional().meta({ label: "Note to readers", input: "paragraph" }),
  },
  (body, complain) => {
    const { assets, encumbrances = [], total, ownToken } = body as ReservesFields;
    const sum = (own: boolean) => sumOf(assets.filter((each) => (each.own ?? false) === own).map(({ value }) => value));
    if (sum(false) !== total)
      complain(["total"], "Must be the sum of the values of all assets that are not the own token.");
    if (sum(true) !== ownToken) complain(["ownToken"], "Must be the sum of the values of the own token.");
    const pledged = sumOf(encumbrances.map(({ value }) => value));
    if (pledged === undefined || BigInt(pledged) > (parseAmount(total) ?? 0n))
      complain(["encumbrances"], "No more can be pledged than is held.");
    const places = assets.map(({ chain, address, asset: what }) => `${chain} ${address} ${what}`);
    assets.forEach((_, at) => {
      if (places.indexOf(places[at] ?? "") !== at)
        complain(["assets", at, "address"], "Each asset at an address once.");
    });
  },
);

type ReservesFields = {
  readonly at: string;
  readonly unit: string;
  readonly decimals: number;
  readonly assets: readonly Asset[];
  readonly encumbrances?: readonly Encumbrance[];
  readonly total: string;
  readonly ownToken: string;
  readonly otherDebts: z.infer<typeof otherDebts>;
};

/** A snapshot of reserves as the provider's form keeps it. */
export type ReservesRecord = {
  readonly at: string;
  readonly unit: string;
  readonly decimals: number;
  /** Without the own token, encumbrances not yet deducted. */
  readonly total: string;
  readonly encumbered: string;
  readonly ownToken: string;
  readonly otherDebts: "none" | "not-stated" | "stated";
  /** What is owed beside the balances; "0" unless stated. */
  readonly debts: string;
  readonly entry: number;
};

const KEPT_SNAPSHOTS = 8;

/** The kept snapshots, newest first. */
export function snapshotsOf(facts: JsonObject | undefined): readonly ReservesRecord[] {
  return (facts?.snapshots ?? []) as unknown as readonly ReservesRecord[];
}

function keepSnapshot(before: JsonObject | undefined, { body, loggedAt, entry }: Version): JsonObject | VoidCode {
  const kept = snapshotsOf(before);
  if (body.notApplicable !== undefined) return { snapshots: [...kept] } as unknown as JsonObject;
  const now = body as unknown as ReservesFields;
  const at = parseInstant(now.at);
  const encumbered = sumOf((now.encumbrances ?? []).map(({ value }) => value));
  if (at === undefined || at > loggedAt || encumbered === undefined) return "guard";
  const { unit, decimals, total, ownToken, otherDebts: debts } = now;
  const record: ReservesRecord = {
    ...{ at: now.at, unit, decimals, total, encumbered, ownToken, entry },
    otherDebts: debts.status,
    debts: debts.status === "stated" ? debts.value : "0",
  };
  return { snapshots: [record, ...kept].slice(0, KEPT_SNAPSHOTS) } as unknown as JsonObject;
}

const LIFE_DAYS = 14;

export const disclosure = disclosureType({
  type: "reserves",
  title: "Reserves",
  object: "its reserves",
  says: "What an instance holds: assets per address, encumbrances, own token apart, other debts.",
  purpose: "What it holds against what it owes, without its own token.",
  body: reservesBody,
  minutes: 10,
  life: { ends: "at-expiry", presetDays: LIFE_DAYS, longestDays: LIFE_DAYS },
  step: 3,
  about: "instance",
  replaces: true,
  composed: true,
  keep: keepSnapshot,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, LIFE_DAYS * DAY_MS)),
    at: formatInstant(now),
    unit: "EUR",
    decimals: 2,
    blocks: [{ chain: "sui", height: "48213000" }],
    assets: [
      {
        chain: "sui",
        address: "0x6f2d8c4e9a1b3d5f7086a2c4e6f8091b3d5f7086a2c4e6f8091b3d5f7086a2c4",
        asset: "USDC",
        quantity: "1312000000",
        value: "1260000",
      },
    ],
    total: "1260000",
    ownToken: "0",
    otherDebts: { status: "none" },
  }),
});
