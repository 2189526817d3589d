/** Which network addresses a name may lead to. Whoever answers for a name must not point us at our own network. */
import { BlockList, isIP } from "node:net";

const NOT_PUBLIC = new BlockList();
/** RFC 6890 and its successors: this network, private, shared, loopback, link-local, documentation, multicast … */
const V4: readonly [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
for (const [network, prefix] of V4) NOT_PUBLIC.addSubnet(network, prefix, "ipv4");

/** Only global unicast, and of that neither tunnels nor translations, behind which any IPv4 address may stand. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet("2000::", 3, "ipv6");
const V6: readonly [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];
for (const [network, prefix] of V6) NOT_PUBLIC.addSubnet(network, prefix, "ipv6");

/** False for anything that is no address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !NOT_PUBLIC.check(address, "ipv4");
  return version === 6 && GLOBAL.check(address, "ipv6") && !NOT_PUBLIC.check(address, "ipv6");
}
