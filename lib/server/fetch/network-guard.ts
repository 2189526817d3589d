/** Which network addresses a name may lead to. Whoever answers for a name must not point us at our own network. */
import { BlockList, isIP } from "node:net";

const NOT_PUBLIC = new BlockList();
/** IANA's registry of special-purpose addresses: this network, private, shared, loopback, link-local, relays, multicast … */
const V4: readonly [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
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
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];
for (const [network, prefix] of V6) NOT_PUBLIC.addSubnet(network, prefix, "ipv6");

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/** False for anything that is no address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !NOT_PUBLIC.check(address, "ipv4");
  return version === 6 && GLOBAL.check(address, "ipv6") && !NOT_PUBLIC.check(address, "ipv6");
}

/** Of this machine alone. An IPv4 address in IPv6 clothes is not: nobody needs it. */
export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return LOOPBACK.check(address, "ipv4");
  return version === 6 && !address.toLowerCase().startsWith("::ffff:") && LOOPBACK.check(address, "ipv6");
}
