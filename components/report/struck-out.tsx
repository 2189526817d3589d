import type { FieldFate } from "#lib/client/report/struck-out.ts";

const WORDS: Record<FieldFate["fate"], string> = {
  kept: "kept: the signature binds it",
  struck: "struck out: it could open your account",
  left: "left out: nothing binds it",
};

/** The request's fields with what becomes of each. A secret is drawn as a bar: its value is not even here. */
export function StruckOut({ fates }: { fates: readonly FieldFate[] }) {
  const order = ["struck", "kept", "left"] as const;
  const sorted = order.flatMap((fate) => fates.filter((each) => each.fate === fate));
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {sorted.map(({ name, value, fate }) => (
        <li key={`${fate} ${name} ${value ?? ""}`} className="flex flex-wrap items-baseline gap-x-2">
          <bdi className="break-all font-mono">
            {fate === "struck" ? (
              <>
                <s>{name}</s>
                <span aria-hidden className="ml-2 inline-block h-3 w-24 rounded-xs bg-ink align-baseline" />
              </>
            ) : (
              `${name}: ${(value ?? "").slice(0, 200)}`
            )}
          </bdi>
          <span className="text-muted">{WORDS[fate]}</span>
        </li>
      ))}
    </ul>
  );
}
