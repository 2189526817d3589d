/** What `touchstone provider` charges for a call, signed inside its answers (docs/protocol/evidence.md, "Charges"). */
import { CHARGE_MEMBER, CHARGE_TYPE, type Charge } from "#lib/evidence/charge.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import type { Definition } from "#lib/statement/definition.ts";
import type { Given } from "./services.ts";

/** The price of 1,000 calls in millionths of the currency, as a line of a price list would have it. */
export type CallPrice = { readonly service: string; readonly currency: string; readonly microsPer1000: bigint };

/** Of "0.40 EUR"; undefined for what is no price. */
export function readCallPrice(text: string, service: string): CallPrice | undefined {
  const [, whole, rest = "", currency] =
    /^(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,6}))? ([A-Za-z0-9:._-]{1,40})$/.exec(text) ?? [];
  if (whole === undefined || currency === undefined) return undefined;
  return { service, currency, microsPer1000: BigInt(whole + rest.padEnd(6, "0")) };
}

/** Whether an answer with its charge is still right by the definition: a predicate says so itself, in its own code. */
export function hasRoomForCharge(definition: Definition): boolean {
  if (!("output" in definition)) return true;
  const { body, ignore } = definition.output;
  return body === "json-jcs" && ignore.includes(`/${CHARGE_MEMBER}`);
}

/** `isRaised`: a lie, twice the price. An answer that is no JSON object, or no success, carries no charge. */
export function withCharge(given: Given, price: CallPrice, isRaised: boolean): Given {
  const json = canCarryCharge(given) ? parseJson(given.body) : undefined;
  if (json?.ok !== true || !isJsonObject(json.value)) return given;
  const member = { [CHARGE_MEMBER]: chargeOf(price, isRaised) };
  return { ...given, contentType: CHARGE_TYPE, body: utf8Encode(JSON.stringify({ ...json.value, ...member })) };
}

export function canCarryCharge({ status, contentType, body }: Given): boolean {
  return (
    status >= 200 && status < 300 && contentType === "application/json" && utf8Decode(body)?.startsWith("{") === true
  );
}

/** Millionths for 1,000 are billionths for one: every price has an exact charge. */
function chargeOf({ service, currency, microsPer1000 }: CallPrice, isRaised: boolean): Charge {
  const billionths = isRaised ? 2n * microsPer1000 + 1n : microsPer1000;
  const digits = `${billionths}`.padStart(10, "0");
  const [whole, rest] = [digits.slice(0, -9), digits.slice(-9).replace(/0+$/, "")];
  return { service, unit: "call", quantity: "1", amount: rest === "" ? whole : `${whole}.${rest}`, currency };
}
