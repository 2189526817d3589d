/**
 * A value that servers take as it was sent. Frameworks take off spaces, controls and what nobody sees at its ends before a
 * service looks at it, make nothing of an empty one, and some languages compose letters to compare them.
 */

/** Marks of format and whatever else is drawn as nothing: Laravel takes the two that no property names off, too. */
const UNSEEN_AT_AN_END = /^[\p{Cf}\p{DI}\u{2800}\u{1d159}]|[\p{Cf}\p{DI}\u{2800}\u{1d159}]$/u;

/** Total. */
export function isPlainText(text: string): boolean {
  return text !== "" && text === text.trim() && text === text.normalize("NFC") && !UNSEEN_AT_AN_END.test(text);
}
