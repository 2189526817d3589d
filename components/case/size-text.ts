/** A size for people: bytes below 10,000, else kilobytes rounded up. */
export function sizeText(bytes: number): string {
  return bytes < 10_000 ? `${bytes.toLocaleString("en")} bytes` : `${Math.ceil(bytes / 1_000).toLocaleString("en")} kB`;
}
