/** What a log in memory keeps beside its state for the machines that judge: parts, price lists, effects of statements. */
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { EntryIndex, Origin, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import { definitionIdOf } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { CaseReader } from "#lib/state/case/judge-case.ts";
import { othersAccused } from "#lib/state/case/suspicion.ts";
import { lifeOf, publishedBy, type VersionThen, versionThen } from "#lib/state/definition-then.ts";
import { type DefinitionForm, keyKey } from "#lib/state/forms.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import type { Effect } from "#lib/state/reducer.ts";
import { definitionOf, faultOf, signingKeyOf, suspicionOf } from "#lib/state/view.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";

type Logged = {
  readonly index: EntryIndex;
  readonly at: Instant;
  readonly statement: UnsignedStatement;
  readonly hash: StatementHash;
  readonly effect: Effect;
  readonly parts: readonly Part[];
};
type PriceList = { readonly body: JsonObject; readonly entry: number; readonly loggedAt: Instant };

/** How the log is named, and how signatures in it are checked. */
export type LogName = { readonly origin: Origin; readonly logVkey: string; readonly raw?: RawVerify };

export class KnownSoFar {
  readonly #state: MemoryState;
  readonly #name: LogName;
  readonly #parts = new Map<string, Uint8Array>();
  readonly #prices = new Map<string, PriceList[]>();
  readonly #effects = new Map<StatementHash, { readonly index: EntryIndex; readonly status: Effect["status"] }>();
  /** Statements that published a version, by the version's entry. */
  readonly #published = new Map<number, UnsignedStatement>();
  readonly #definitions = new Set<string>();

  constructor(state: MemoryState, name: LogName) {
    this.#state = state;
    this.#name = name;
  }

  add({ index, at, statement, hash, effect, parts }: Logged): void {
    for (const part of parts) this.#parts.set(commitOf(part), part.bytes);
    this.#effects.set(hash, { index, status: effect.status });
    if (effect.status === "void") return;
    if (statement.kind === "disclosure.fees") {
      const lists = this.#prices.get(statement.subject) ?? [];
      this.#prices.set(statement.subject, [{ body: statement.body, entry: index, loggedAt: at }, ...lists]);
    }
    if (statement.kind === "definition.publish") {
      this.#published.set(index, statement);
      this.#definitions.add(statement.subject === "new" ? definitionIdOf(hash) : statement.subject);
    }
  }

  part(commit: string): Uint8Array | undefined {
    return this.#parts.get(commit);
  }

  /** A published version with its code. */
  async version({ entry }: { readonly entry: EntryIndex }) {
    const statement = this.#published.get(entry);
    return statement === undefined ? undefined : publishedBy(statement, async (commit) => this.part(commit));
  }

  /** What the log has now, and of what decides as of the report. */
  readerOf({ filedIn, provider }: Pick<CaseForm, "filedIn" | "provider">, now: Instant): CaseReader {
    const state = this.#state;
    return {
      ...this.#name,
      key: async (thumbprint) => {
        const [form, chain] = [signingKeyOf(state, thumbprint), state.chainOf(keyKey(thumbprint))];
        return form === undefined || chain === undefined ? undefined : { form, chain };
      },
      definition: async (hash) => {
        const then = this.#versionThen(hash, filedIn);
        const known = then === undefined ? undefined : await this.version(then.version);
        return known === undefined || then === undefined ? undefined : { ...known, listed: then.listed };
      },
      prices: async (of) => this.#pricesBefore(of, filedIn),
      effect: async (statement) => {
        const known = this.#effects.get(statement);
        return known === undefined || known.index >= filedIn ? undefined : known.status;
      },
      firstCase: async (fault) => faultOf(state, fault)?.case ?? null,
      others: async (definition) => {
        const form = suspicionOf(state, definition);
        return form === undefined ? 0 : othersAccused(form, provider, now);
      },
    };
  }

  /** No definition of these worlds is withdrawn, or has a second version. */
  #versionThen(hash: string, filedIn: EntryIndex): VersionThen | undefined {
    const forms = [...this.#definitions]
      .map((id) => definitionOf(this.#state, id))
      .filter((form): form is DefinitionForm => form !== undefined);
    return versionThen(
      forms.map((form) => lifeOf(form)),
      hash,
      filedIn,
    );
  }

  #pricesBefore(provider: ProviderId, filedIn: EntryIndex): KnownPrices {
    const versions = (this.#prices.get(provider) ?? []).filter(({ entry }) => entry < filedIn);
    return { versions, size: filedIn, isWhole: true };
  }
}
