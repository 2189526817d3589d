/** "Norway (NO)", "Norway (NO-03)": a code of ISO 3166 with its country; what is no such code stays as it is. */
export function countryText(code: string): string {
  const name = countryName(code);
  return name === undefined ? code : `${name} (${code})`;
}

/** "Norway", and for a part of a country "Norway (NO-03)": for running text. */
export const countryWords = (code: string): string =>
  code.length === 2 ? (countryName(code) ?? code) : countryText(code);

function countryName(code: string): string | undefined {
  // While it is typed it may be no code yet, which the platform answers by throwing.
  if (!/^[A-Z]{2}(-|$)/.test(code)) return undefined;
  return new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(code.slice(0, 2));
}
