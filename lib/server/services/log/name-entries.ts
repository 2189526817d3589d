import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Names, ProviderLabel } from "#lib/contract/names.ts";
import { isProblemCode, PROBLEMS } from "#lib/contract/problems.ts";
import { type ProviderId, parseStatementHash, providerIdOf } from "#lib/kernel/ids.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { caseOf, indexOf, participantOf, providerOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";

type Nameable = Pick<EntrySummary, "kind" | "subject" | "issuer" | "statement_hash" | "effect">;

/** The provider that an entry is about; for a registration the one that it founds. */
function providerOfEntry(entry: Nameable): ProviderId | undefined {
  if (entry.subject.startsWith("prv_")) return entry.subject as ProviderId;
  const hash = entry.kind === "provider.register" ? parseStatementHash(entry.statement_hash) : undefined;
  return hash === undefined ? undefined : providerIdOf(hash);
}

/** The newest names of everybody whom the entries mention, and of `others` by did. */
export async function nameEntries(
  ctx: Ctx,
  entries: readonly Nameable[],
  others: readonly string[] = [],
): Promise<Names> {
  const dids = new Set([...others, ...entries.flatMap(({ issuer, subject }) => [issuer, subject])]);
  const ids = new Set(entries.flatMap((entry) => providerOfEntry(entry) ?? []));
  const now = ctx.logClock();
  return ctx.forms.ask((view) => {
    const participants: Record<string, string> = {};
    const providers: Record<string, ProviderLabel> = {};
    const founded: Record<string, string> = {};
    for (const did of dids) {
      const name = did.startsWith("did:") ? participantOf(view, did)?.displayName : undefined;
      if (name !== undefined) participants[did] = name;
    }
    for (const { kind, subject, statement_hash: hash } of entries) {
      const accused = kind === "ruling" ? caseOf(view, subject)?.provider : undefined;
      if (accused === undefined) continue;
      ids.add(accused);
      founded[hash] = accused;
    }
    for (const id of ids) {
      const form = providerOf(view, id);
      if (form === undefined) continue;
      providers[id] = { id, name: form.name, kind: form.kind, proven: isNameProven(form, now) };
    }
    for (const entry of entries) {
      const id = entry.kind === "provider.register" ? providerOfEntry(entry) : undefined;
      if (id !== undefined && providers[id] !== undefined) founded[entry.statement_hash] = id;
    }
    return { index: indexOf(view)?.issuer ?? "", participants, providers, founded, reasons: reasonsOf(entries) };
  });
}

function reasonsOf(entries: readonly Nameable[]): Record<string, string> {
  const codes = new Set(entries.flatMap(({ effect }) => effect.code ?? []));
  return Object.fromEntries([...codes].flatMap((code) => (isProblemCode(code) ? [[code, PROBLEMS[code].title]] : [])));
}
