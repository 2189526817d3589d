/** The providers of an operator, and what each last published, as an index tells it. */
import { z } from "zod";
import type { BulkProviders } from "#lib/disclosure/parse-bulk.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { UsageError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";

const formSchema = z.object({
  id: z.string(),
  kind: z.enum(["instance", "service"]),
  operator: z.string(),
  disclosures: z.record(z.string(), z.object({ statement: z.string() })),
});
const rowSchema = z.object({ form: formSchema });
const oneSchema = z.object({ data: rowSchema });
const pageSchema = z.object({ data: z.array(rowSchema), page: z.object({ next_cursor: z.string().nullable() }) });

/** The newest version of a type, to be named by the one that replaces it. */
export type Slot = {
  last(): StatementHash | undefined;
  replace(hash: StatementHash): void;
  /** As the index has it now: somebody else may have published, or it was not known which of two is newer. */
  readAgain(): Promise<void>;
};

export type OwnProviders = {
  readonly operator: string;
  readonly known: BulkProviders;
  slot(provider: string, type: string): Slot;
};

/** The operator of a provider. */
export async function operatorOf(remote: RemoteIndex, provider: string): Promise<string> {
  return (await remote.get(`api/v1/providers/${provider}`, oneSchema)).data.form.operator;
}

/** `only`: the provider that a row without one is about. Errors: `UsageError` when the operator runs none. */
export async function readOwnProviders(
  remote: RemoteIndex,
  operator: string,
  only: string | undefined,
): Promise<OwnProviders> {
  const kinds = new Map<string, "instance" | "service">();
  const last = new Map<string, string>();
  const note = ({ id, disclosures }: z.infer<typeof formSchema>) => {
    for (const [type, { statement }] of Object.entries(disclosures)) last.set(`${id} ${type}`, statement);
  };
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ operator, limit: "200", ...(cursor === null ? {} : { cursor }) });
    const answer: z.infer<typeof pageSchema> = await remote.get(`api/v1/providers?${query}`, pageSchema);
    for (const { form } of answer.data) {
      kinds.set(form.id, form.kind);
      note(form);
    }
    cursor = answer.page.next_cursor;
  } while (cursor !== null);
  if (kinds.size === 0) throw new UsageError(`${operator} has listed no provider there.`);
  const [single] = kinds.keys();
  return {
    operator,
    known: { kinds, only: only ?? (kinds.size === 1 ? single : undefined) },
    slot: (provider, type) => ({
      last: () => last.get(`${provider} ${type}`) as StatementHash | undefined,
      replace: (hash) => last.set(`${provider} ${type}`, hash),
      readAgain: async () => note((await remote.get(`api/v1/providers/${provider}`, oneSchema)).data.form),
    }),
  };
}
