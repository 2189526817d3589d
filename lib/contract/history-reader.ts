/** An index behind its API as a reader of histories (lib/evidence/collect-history.ts). */
import { z } from "zod";
import type { HistoryReader } from "#lib/evidence/collect-history.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { documentSchema, listOf, MAX_LIMIT } from "./common.ts";
import { entrySummarySchema } from "./entries.ts";
import { includedSchema } from "./statements.ts";

/** Gives the JSON of a GET of the API, of a 200 or a 404; rejects for anything else. `path` begins with `/api/v1/`. */
export type ReadJson = (path: string) => Promise<unknown>;

/** Where the API answers for an aggregate. */
const PLACES: Readonly<Record<string, string>> = { key: "keys", provider: "providers" };

const provenSchema = z.object({ proof: documentSchema.optional() });
const entriesSchema = listOf(entrySummarySchema);

/** Answers that are not as the API describes them are rejected with a ZodError. */
export function historyReader(read: ReadJson): HistoryReader {
  return {
    async proofOf(aggregate) {
      const [kind = "", name = ""] = aggregate.split(":");
      const { proof } = provenSchema.parse(await read(`/api/v1/${PLACES[kind]}/${name}?proof=1`));
      return proof as JsonObject | undefined;
    },
    async entriesOf(aggregate) {
      const query = `touching=${encodeURIComponent(aggregate)}&limit=${MAX_LIMIT}`;
      const { data } = entriesSchema.parse(await read(`/api/v1/entries?${query}`));
      return data.map(({ index }) => index);
    },
    async receiptOf(entry) {
      const { receipt } = includedSchema.parse(await read(`/api/v1/entries/${entry}/receipt`));
      return receipt as unknown as JsonObject;
    },
  };
}
