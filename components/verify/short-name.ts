/** A stranger's file may be called anything, at any length. */
export function shortName(name: string): string {
  return name.length > 60 ? `${name.slice(0, 40)}…${name.slice(-16)}` : name;
}
