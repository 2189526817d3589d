/** What an operator types as "domain or address", read into the two fields of provider.register. */
import { domainName, httpsAddress } from "#lib/statement/fields.ts";

export type ProviderAddress =
  | { readonly ok: true; readonly domain: string | undefined; readonly address: string | undefined }
  | { readonly ok: false; readonly rule: string };

const HOST = /^https:\/\/([^/:]+)/;

/** A domain stands alone; an https address also names its domain, unless the host is an IP address. */
export function readProviderAddress(input: string): ProviderAddress {
  const text = input.trim().toLowerCase().replace(/\.$/, "");
  if (text === "") return { ok: false, rule: "Give the domain or the https address where customers find it." };
  if (text.startsWith("http://"))
    return { ok: false, rule: "Customers pay there: the address must begin with https://." };
  if (!text.startsWith("https://")) {
    if (domainName.safeParse(text).success) return { ok: true, domain: text, address: undefined };
    return { ok: false, rule: "A domain such as halden.example, or an address such as https://halden.example." };
  }
  const address = input
    .trim()
    .replace(/\/$/, "")
    .replace(/^https:\/\/[^/]+/i, (host) => host.toLowerCase());
  if (!httpsAddress.safeParse(address).success) {
    return { ok: false, rule: "An https address without user name, query or fragment." };
  }
  const host = HOST.exec(address)?.[1] ?? "";
  return { ok: true, address, domain: domainName.safeParse(host).success ? host : undefined };
}
