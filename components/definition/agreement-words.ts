/** Services under one definition, in words. Pure. */
import type { Tier } from "#lib/reputation/tier.ts";

export type AgreementLine = {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier | null;
  readonly isShut: boolean;
  readonly price: { readonly price: string; readonly currency: string } | null;
  readonly agrees: number;
  readonly differs: number;
  /** ISO time, and the entry that shows it. */
  readonly at: string;
  readonly entry: number;
  readonly isRight: boolean;
  readonly question: string;
  readonly answer: string;
};

/** The finding: how many services, and who of them was last seen answering otherwise. */
export function agreementTitle(rows: readonly Pick<AgreementLine, "name" | "differs">[]): string {
  if (rows.length === 0) return "Services under it";
  const wrong = rows.filter(({ differs }) => differs > 0).map(({ name }) => name);
  const count = rows.length === 1 ? "The one service" : `${rows.length.toLocaleString("en")} services`;
  if (wrong.length === 0) return rows.length === 1 ? `${count} seen answers as it says` : `${count} agree`;
  if (wrong.length === rows.length) return `${count} answered otherwise than it says`;
  const named = wrong.length <= 3 ? wrong.join(", ") : `${wrong.length.toLocaleString("en")} of them`;
  return `Of ${count}, ${named} answered otherwise than it says`;
}

export function seenWords({ agrees, differs }: Pick<AgreementLine, "agrees" | "differs">): string {
  const all = agrees + differs;
  const keys = all === 1 ? "one who showed one" : `${all.toLocaleString("en")} who showed one`;
  if (differs === 0) return `right for ${keys}`;
  return agrees === 0 ? `wrong for ${keys}` : `wrong for ${differs} of ${keys}`;
}
