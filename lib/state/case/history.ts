/**
 * What a log says of its own verdicts, out of a replay: each verdict that counts, its case, and what the log had of keys,
 * definitions, prices and faults at that entry. Only what cases ask about is kept, and nothing of a log without verdicts.
 */
import type { KnownDefinition, KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { EntryIndex, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { VerdictBody } from "#lib/statement/evidence-bodies.ts";
import { RE_EXECUTION } from "#lib/statement/observations.ts";
import type { AuditedEntry } from "../audit.ts";
import { type DefinitionLife, lifeIn, promisedSince, publishedBy, versionThen } from "../definition-then.ts";
import { type AggregateKey, type DefinitionForm, type Form, type IndexForm, keyKey, proposalKey } from "../forms.ts";
import type { AggregateRow } from "../memory-state.ts";
import { type CaseForm, caseKey, faultKey, suspicionKey } from "./case-forms.ts";
import type { CaseReader } from "./judge-case.ts";
import { othersAccused } from "./suspicion.ts";

/** `form`: the case as the verdict met it. */
export type LoggedVerdict = { readonly index: EntryIndex; readonly form: CaseForm; readonly body: VerdictBody };

/** What a reader of public parts gives: undefined for one that is not served. */
export type ReadPart = (commit: string) => Promise<Uint8Array | undefined>;

export type HistoryTrust = { readonly logVkey: string; readonly raw?: RawVerify };

/** What the index found of an attached answer: judged as a report would be. */
export function isReExecution({ kind, body }: UnsignedStatement): boolean {
  return kind === "peer.observation" && body.type === RE_EXECUTION;
}

/** What verdicts ask about; of everything else no version is kept. */
const ASKED: ReadonlySet<Form["aggregate"]> = new Set(["case", "definition", "fault", "key", "proposal", "suspicion"]);

type Version = { readonly index: EntryIndex; readonly row: AggregateRow };

export class CaseHistory {
  /** In log order. */
  readonly verdicts: readonly LoggedVerdict[];
  readonly #entries: readonly AuditedEntry[];
  /** Versions of an aggregate, oldest first. */
  readonly #versions = new Map<AggregateKey, Version[]>();
  readonly #definitions: Version[][] = [];

  constructor(entries: readonly AuditedEntry[]) {
    this.#entries = entries;
    const said = entries.filter(
      ({ effect, parsed }) => effect.status === "effective" && parsed.statement.kind === "verdict",
    );
    if (said.length > 0 || entries.some(({ parsed }) => isReExecution(parsed.statement))) this.#keepVersions();
    this.verdicts = said.flatMap(({ index, parsed }) => {
      const form = this.#rowAt(caseKey(parsed.statement.subject), index)?.form;
      const body = parsed.statement.body as unknown as VerdictBody;
      return form?.aggregate === "case" ? [{ index, form, body }] : [];
    });
  }

  /** What the log had when that verdict was logged, and of what decides as of the report, when it was filed. */
  readerAt(
    { index: at, form }: { readonly index: EntryIndex; readonly form: Pick<CaseForm, "filedIn" | "provider"> },
    { origin }: Pick<IndexForm, "origin">,
    trust: HistoryTrust,
    part: ReadPart,
  ): CaseReader {
    return {
      origin,
      ...trust,
      key: async (thumbprint) => {
        const row = this.#rowAt(keyKey(thumbprint), at);
        if (row?.form.aggregate !== "key") return undefined;
        return { form: row.form, chain: { head: row.chainHead, length: row.chainLength } };
      },
      definition: (hash) => this.#definitionAt(hash, form.filedIn, at, part),
      prices: async (provider) => this.#pricesAt(provider, form.filedIn),
      effect: async (statement) => this.#effectAt(statement, form.filedIn),
      firstCase: async (fault) => {
        const known = this.#rowAt(faultKey(fault), at)?.form;
        return known?.aggregate === "fault" ? known.case : null;
      },
      others: async (definition) => {
        const known = this.#rowAt(suspicionKey(definition), at)?.form;
        return known?.aggregate === "suspicion" ? othersAccused(known, form.provider, this.#entryAt(at).loggedAt) : 0;
      },
    };
  }

  /**
   * Whether the log lets everybody read a part: the statement that brought it first decides, and an entry that withholds
   * it before `at` ends it.
   */
  isPublicAt(commit: string, at: EntryIndex, { withheld }: Pick<IndexForm, "withheld">): boolean {
    const isIt = (part: { commit: string }) => part.commit === commit;
    const first = this.#entries
      .find(({ parsed }) => parsed.statement.parts?.some(isIt))
      ?.parsed.statement.parts?.find(isIt);
    const end = withheld.find(isIt)?.recordedIn;
    return first?.visibility === "public" && (end === undefined || end > at);
  }

  #keepVersions(): void {
    for (const { index, touched } of this.#entries) {
      for (const row of touched) {
        if (!ASKED.has(row.form.aggregate)) continue;
        const versions = this.#versions.get(row.key);
        if (versions !== undefined) {
          versions.push({ index, row });
          continue;
        }
        const first = [{ index, row }];
        this.#versions.set(row.key, first);
        if (row.form.aggregate === "definition") this.#definitions.push(first);
      }
    }
  }

  /** As the entry met it. */
  #rowAt(key: AggregateKey, at: EntryIndex): AggregateRow | undefined {
    return this.#versions.get(key)?.findLast(({ index }) => index < at)?.row;
  }

  #entryAt(index: EntryIndex): AuditedEntry {
    // An entry at fault is none: those behind it stand so much earlier.
    const entry = this.#entries[index]?.index === index ? this.#entries[index] : undefined;
    const found = entry ?? this.#entries.find((each) => each.index === index);
    if (found === undefined) throw new Error(`The replay has no entry ${index}.`);
    return found;
  }

  async #definitionAt(
    hash: string,
    filedIn: EntryIndex,
    at: EntryIndex,
    part: ReadPart,
  ): Promise<KnownDefinition | undefined> {
    const found = versionThen(this.#livesOf(hash, at), hash, filedIn);
    if (found === undefined) return undefined;
    const read = ({ entry }: { entry: EntryIndex }) => publishedBy(this.#entryAt(entry).parsed.statement, part);
    const { version, before, listed, withdrawn } = found;
    const known = { ...(await read(version)), listed, ...(withdrawn && { withdrawn }) };
    if (before === undefined) return known;
    return { ...known, before: { ...(await read(before)), since: promisedSince(before) } };
  }

  #livesOf(hash: string, at: EntryIndex): DefinitionLife[] {
    return this.#definitions.flatMap((versions) => {
      const forms = versions.flatMap(({ index, row: { form } }): DefinitionForm[] =>
        form.aggregate === "definition" && index < at ? [form] : [],
      );
      return lifeIn(forms, hash) ?? [];
    });
  }

  /** Newest first. What several must sign is published by the last signature. */
  #pricesAt(provider: ProviderId, filedIn: EntryIndex): KnownPrices {
    const lists = this.#entries.flatMap(({ index, effect, parsed: { statement, hash } }) => {
      if (statement.kind !== "disclosure.fees" || statement.subject !== provider || effect.status === "void") return [];
      const entry = this.#carriedIn(hash, index, filedIn);
      if (entry === undefined || entry >= filedIn) return [];
      return [{ body: statement.body, entry, loggedAt: this.#entryAt(entry).loggedAt }];
    });
    return { versions: lists.sort((a, b) => b.entry - a.entry), size: filedIn, isWhole: true };
  }

  #effectAt(statement: StatementHash, filedIn: EntryIndex): "effective" | "void" | undefined {
    const entry = this.#entries.find(({ parsed }) => parsed.hash === statement);
    if (entry === undefined || entry.index >= filedIn) return undefined;
    if (entry.effect.status === "void") return "void";
    const carriedIn = this.#carriedIn(statement, entry.index, filedIn);
    return carriedIn !== undefined && carriedIn < filedIn ? "effective" : "void";
  }

  /** The entry by which a statement took effect: its own, or that of the last signature. Undefined: not by then. */
  #carriedIn(statement: StatementHash, index: EntryIndex, filedIn: EntryIndex): EntryIndex | undefined {
    const proposal = this.#rowAt(proposalKey(statement), filedIn)?.form;
    if (proposal?.aggregate !== "proposal") return index;
    return proposal.carriedIn ?? undefined;
  }
}
