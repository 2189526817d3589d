/** First 8 … last 6 of a long identifier. Prefixes that say what it is (`did:key:`, `prv_`, `sha256:`) are kept whole. */
export function shorten(text: string): string {
  const prefix = /^(?:did:[a-z]+:|[a-z]+_|sha256:)/.exec(text)?.[0] ?? "";
  const rest = text.slice(prefix.length);
  return rest.length <= 16 ? text : `${prefix}${rest.slice(0, 8)}…${rest.slice(-6)}`;
}
