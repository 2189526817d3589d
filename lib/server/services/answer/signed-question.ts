/** What can be asked for with a signature, by the ids of the contract's endpoints. */
const SIGNED_IDS = [
  "listProviders",
  "getProvider",
  "getMarks",
  "getMarksHistory",
  "getWays",
  "getDisputes",
  "getDirectory",
  "getDirectoryDigest",
  "listOffers",
  "getRecommendation",
  "payCheck",
] as const;

export type SignedId = (typeof SIGNED_IDS)[number];

export function isSignedId(id: string): id is SignedId {
  return SIGNED_IDS.some((known) => known === id);
}

/** Names and texts, as they stand in an address. */
export type Asked = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
};
