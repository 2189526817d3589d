import { isIPv4, isIPv6 } from "node:net";

/**
 * What counts as one client: an IPv4 address whole, of an IPv6 address the first 64 bits, since whoever has one address
 * has all that share them. Every spelling of an address gives the same text; a port is left out. Undefined for anything
 * that is no address.
 */
export function networkOf(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d{1,5}$/, "$1");
  const address = bare.replace(/%.*$/, "");
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return undefined;
  const groups = groupsOf(address);
  const [a = 0, b = 0] = groups.slice(6);
  const leading = groups.slice(0, 6).join();
  // An IPv4 address in IPv6 clothes (RFC 4291 section 2.5.5.2) is the same client.
  if (leading === "0,0,0,0,0,65535") return [a >> 8, a & 255, b >> 8, b & 255].join(".");
  if (leading === "0,0,0,0,0,0" && a === 0 && b === 1) return "::1";
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(":")}::/64`;
}

/** The eight 16-bit groups of an IPv6 address; the URL parser has written it in its one short form. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
  const numbers = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return numbers(head);
  const [first, last] = [numbers(head), numbers(tail)];
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}
