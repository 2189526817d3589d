/** Joins class names, leaving out what is false. Later classes do not override earlier ones: pass layout classes only. */
export function cx(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
