/** The id of the signature rule (ed25519.ts); it stands in every verdict. Apart from what computes, so that words about verdicts load no curve. */
export const ED25519_RULE = "TS-Ed25519/1";
