/** A stranger's file may be called anything, at any length: what turns or hides letters is shown as a dot. */
export function shortName(name: string): string {
  const inert = name.replace(/[\p{Cc}\p{Cf}]/gu, "·");
  return inert.length > 60 ? `${inert.slice(0, 40)}…${inert.slice(-16)}` : inert;
}
