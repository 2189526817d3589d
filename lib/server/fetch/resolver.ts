/** Names to addresses and texts. Answers of the network: what they may be used for, the {@link Reach} decides. */
import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";

/** Addresses of a name; empty when it has none or nobody answered. Never rejects. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/** TXT records of a name, each joined to one text; undefined when nobody answered. Never rejects. */
export type ReadTexts = (hostname: string, signal: AbortSignal) => Promise<readonly string[] | undefined>;

/** As this machine knows names: its hosts file first. For names that the operator wrote. */
export const resolveAsMachine: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
};

export type DnsResolver = { readonly resolve: Resolve; readonly readTexts: ReadTexts };

/** "There is none" is an answer, of which the name's owner is the author. */
const NONE = new Set(["ENODATA", "ENOTFOUND"]);

/**
 * Public DNS alone, never this machine's hosts file: for names that strangers wrote. `servers` are addresses of resolvers
 * with an optional port; empty: those of the machine. `timeoutMs`: of the first of two tries. Errors: TypeError for a server that is no address.
 */
export function dnsResolver(servers: readonly string[] = [], timeoutMs = 2_000): DnsResolver {
  const ask = async <T>(signal: AbortSignal, question: (resolver: Resolver) => Promise<T>): Promise<T> => {
    const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers.length > 0) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      signal.throwIfAborted();
      return await question(resolver);
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };
  ensureAddresses(servers);
  return {
    resolve: async (hostname, signal) => {
      const both = await Promise.all([
        ask(signal, (resolver) => resolver.resolve4(hostname)).catch(() => []),
        ask(signal, (resolver) => resolver.resolve6(hostname)).catch(() => []),
      ]);
      return both.flat();
    },
    readTexts: async (hostname, signal) => {
      try {
        const records = await ask(signal, (resolver) => resolver.resolveTxt(hostname));
        return records.map((parts) => parts.join(""));
      } catch (error) {
        return error instanceof Error && "code" in error && NONE.has(String(error.code)) ? [] : undefined;
      }
    },
  };
}

function ensureAddresses(servers: readonly string[]): void {
  if (servers.length > 0) new Resolver().setServers(servers);
}

/** The address that a URL spells, without brackets; undefined when its host is a name. */
export function spelledAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) === 0 ? undefined : bare;
}
