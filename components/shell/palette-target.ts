/** Where a pasted identifier leads. `lookup` needs one question to the API before there is a page. */
export type PaletteTarget =
  | { kind: "page"; text: string; href: string }
  | { kind: "statement"; text: string; hash: string };

/**
 * Reads what a person pastes: an entry number ("48,213", "#12"), a provider id, a DID, a statement hash in hex, or the
 * address of a page here. Undefined when it is none of them: it is then an ordinary search.
 */
export function readTarget(input: string): PaletteTarget | undefined {
  const text = input.trim();
  const entry = /^#?(\d{1,3}(?:[, ]\d{3})+|\d{1,15})$/.exec(text)?.[1]?.replace(/[, ]/g, "");
  if (entry !== undefined) {
    const index = String(Number(entry));
    return { kind: "page", text: `Entry ${index}`, href: `/log/entries/${index}` };
  }
  if (/^prv_[a-z2-7]{26}$/.test(text)) return { kind: "page", text: `Provider ${text}`, href: `/providers/${text}` };
  if (/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{40,48}$/.test(text))
    return {
      kind: "page",
      text: "Entries signed by whoever this is",
      href: `/log?issuer=${encodeURIComponent(text)}`,
    };
  if (/^[0-9a-f]{64}$/i.test(text))
    return { kind: "statement", text: "Entry with this hash", hash: text.toLowerCase() };
  return undefined;
}
