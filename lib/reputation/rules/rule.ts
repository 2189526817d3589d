/** One rule of a model as it is printed, and how its integers are written. */
import { divFloor } from "../integers.ts";

export type Rule = {
  /** Its place on a page. */
  readonly id: string;
  readonly title: string;
  readonly says: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
};

/** Thousandths as a decimal: 50 is `0.05`, −74000 is `−74`. */
export function decimal(thousandths: number): string {
  const size = thousandths < 0 ? -thousandths : thousandths;
  const whole = divFloor(size, 1000);
  const digits = String(1000 + (size - whole * 1000))
    .slice(1)
    .replace(/0+$/, "");
  return `${thousandths < 0 ? "−" : ""}${whole}${digits === "" ? "" : `.${digits}`}`;
}

/** {@link decimal} with its sign, also of what is added. */
export function signed(thousandths: number): string {
  return thousandths > 0 ? `+${decimal(thousandths)}` : decimal(thousandths);
}

/** Parts per million as a percentage, every digit: 20000 is `2 %`. */
export function percentOfPpm(ppm: number): string {
  const whole = divFloor(ppm, 10_000);
  const digits = String(10_000 + (ppm - whole * 10_000))
    .slice(1)
    .replace(/0+$/, "");
  return `${whole}${digits === "" ? "" : `.${digits}`} %`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Names and numbers of a table of constants, the largest first: canonical JSON sorts by name, people by size. */
export function rowsOf<Name extends string>(constants: Readonly<Record<Name, number>>): [Name, number][] {
  const rows = Object.entries(constants) as [Name, number][];
  return rows.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
