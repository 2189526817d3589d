/** The body of `index.genesis`, entry 0 of every log: of one that is founded, of one to practise on, and of those in tests. */
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { Policy } from "./bodies.ts";

type Named = { readonly did: Did };

/** The keys that genesis names, by their purpose; `admin` is the one administrator. */
export type GenesisKeys = Readonly<Record<"log" | "promise" | "answer" | "witness" | "statement" | "admin", Named>>;

/** What may differ between two logs besides their names. Budgets are preset by docs/adr/0017-policy-preset.md. */
export type GenesisChoices = {
  readonly foldVersion: number;
  readonly policy?: Policy | undefined;
  /** SHA-256, hex, of the model by which it computes marks from the first day on; absent: none. */
  readonly modelHash?: string | undefined;
  /** SHA-256, hex, of the verifier file that it serves. */
  readonly verifierSha256?: string | undefined;
  /** Hex; absent: no panel can be drawn until a policy brings a chain. */
  readonly drawChainEnd?: string | undefined;
};

export const PRESET_POLICY: Policy = {
  budgets: {
    registeredPerHour: 600,
    unregisteredPerHour: 20,
    addressPerMinute: 120,
    unregisteredPerAddressPerHour: 60,
  },
};

/** A new log's body, in the form of `genesisBody`. */
export function newGenesisBody(origin: Origin, keys: GenesisKeys, choices: GenesisChoices) {
  return {
    origin,
    logKey: keys.log.did,
    promiseKey: keys.promise.did,
    answerKey: keys.answer.did,
    witnessKey: keys.witness.did,
    statementKey: keys.statement.did,
    admins: [keys.admin.did],
    threshold: 1,
    policy: choices.policy ?? PRESET_POLICY,
    foldVersion: choices.foldVersion,
    modelHash: choices.modelHash ?? null,
    verifierSha256: choices.verifierSha256 ?? null,
    drawChainEnd: choices.drawChainEnd ?? null,
  };
}
