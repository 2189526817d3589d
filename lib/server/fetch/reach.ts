/**
 * How far a request may reach, by who wrote the URL. A reach is chosen by the process that makes a fetcher, once; nothing
 * that comes over the network can widen it.
 */
import { isLoopbackAddress, isPublicAddress } from "./network-guard.ts";

/** `spelled`: the URL itself names the address (or `localhost`), so that no resolver was asked. */
export type Reach = {
  readonly mayAsk: (url: URL) => boolean;
  readonly mayLead: (address: string, spelled: boolean) => boolean;
};

const isWeb = ({ protocol }: URL) => protocol === "https:" || protocol === "http:";

/** Other logs, named in the operator's own file: an address that it spells is taken as it is, a name must be public. */
export const NAMED_PEERS: Reach = {
  mayAsk: isWeb,
  mayLead: (address, spelled) => spelled || isPublicAddress(address),
};

/** Watchers, named in the operator's own policy: they may well stand in a network of the operator's own. */
export const NAMED_WITNESSES: Reach = { mayAsk: isWeb, mayLead: () => true };

/** Lowest port but that of https that is asked: below it stand services that speak something else. */
const FIRST_FREE_PORT = 1024;

/** Whatever a stranger's statement names: https with no credentials, and public addresses only, spelled or not. */
export const STRANGERS: Reach = {
  mayAsk: ({ protocol, username, password, port }) =>
    protocol === "https:" && `${username}${password}` === "" && (port === "" || Number(port) >= FIRST_FREE_PORT),
  mayLead: (address) => isPublicAddress(address),
};

/** As {@link STRANGERS}, and this machine: for trying an index out, when its operator says so. */
export const STRANGERS_AND_LOOPBACK: Reach = {
  mayAsk: STRANGERS.mayAsk,
  mayLead: (address, spelled) => STRANGERS.mayLead(address, spelled) || isLoopbackAddress(address),
};
