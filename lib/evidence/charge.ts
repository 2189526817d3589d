/**
 * A charge inside a signed answer: what the provider took for so many units of a service, in its own signed bytes. The
 * answer's body is a JSON object, an invoice for instance, with this member among whatever else it says:
 *
 *     "prex-charge": { "service", "unit", "quantity", "amount", "currency" }
 *
 * and its signed content type says so. Without that, a store that gives its customers' JSON back would charge whatever they
 * wrote.
 *
 * `service`, `unit` and `currency` are those of a line of the price list, letter by letter. `amount` is for these units alone:
 * taxes, deposits and other items stand elsewhere (docs/protocol/evidence.md, "Charges").
 */
import { z } from "zod";
import { parseAmount } from "#lib/kernel/amount.ts";
import { isJsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { assetText } from "#lib/statement/disclosures/envelope-fields.ts";
import { line, textOf } from "#lib/statement/fields.ts";
import { BODY_MAX_BYTES } from "./exchange.ts";
import { mediaTypeOf } from "./media-type.ts";

export const CHARGE_MEMBER = "prex-charge";
export const CHARGE_TYPE = "application/prex-charge+json";

/** Whether an answer of this content type says what it charges. */
export function isChargeType(contentType: string): boolean {
  return mediaTypeOf(contentType) === CHARGE_TYPE;
}

/** Deeper or larger bodies hold no charge that is read. */
const LIMITS = { maxBytes: BODY_MAX_BYTES, maxDepth: 32, maxKeys: 20_000 };

/** A price has six digits after the point and is for 1,000: nine hold every exact charge. */
const AMOUNT = /^(0|[1-9][0-9]{0,17})(?:\.([0-9]{1,9}))?$/;

const chargeSchema = z.strictObject({
  service: line(120),
  unit: line(40),
  quantity: textOf(19, "A whole number from 1 to 2^63 − 1, as text.", (text) => (parseAmount(text) ?? 0n) > 0n),
  amount: z.string().regex(AMOUNT, "A decimal number with at most nine digits after the point, as text."),
  currency: assetText,
});
export type Charge = z.infer<typeof chargeSchema>;

type Response = { readonly status: number; readonly contentType: string; readonly body: Uint8Array };

/** The charge in a successful answer that says it is one; undefined when there is none of that form. Total. */
export function readCharge({ status, contentType, body }: Response): Charge | undefined {
  if (status < 200 || status >= 300 || !isChargeType(contentType)) return undefined;
  const json = parseJson(body, LIMITS);
  const value: JsonValue | undefined = json.ok ? json.value : undefined;
  if (!isJsonObject(value)) return undefined;
  return chargeSchema.safeParse(value[CHARGE_MEMBER]).data;
}

/**
 * Whether a successful answer says that it charges and holds nothing that this is read from, though a payer's program may
 * read more: behind more levels or members than these, or as a member that stands twice. Total.
 */
export function hidesCharge(response: Response): boolean {
  const { status, contentType, body } = response;
  const isCharge = status >= 200 && status < 300 && isChargeType(contentType) && body.length > 0;
  return isCharge && readCharge(response) === undefined;
}

/** Whether the charge is more than its units cost at this price. `microsPer1000`: millionths of the currency for 1,000. Exact. */
export function isAbove({ amount, quantity }: Charge, microsPer1000: bigint): boolean {
  const [, whole = "0", rest = ""] = AMOUNT.exec(amount) ?? [];
  // Billionths on both sides: a millionth for 1,000 is a billionth for one.
  return BigInt(whole + rest.padEnd(9, "0")) > microsPer1000 * BigInt(quantity);
}
