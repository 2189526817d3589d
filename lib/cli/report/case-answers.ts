/** What an index says of cases: the parts of its answers that these commands use. */
import { z } from "zod";
import { oneOf, problemSchema } from "#lib/contract/common.ts";
import type { RemoteIndex } from "../remote-index.ts";

const caseSchema = z.object({
  id: z.string(),
  provider: z.string(),
  provider_name: z.string().nullable(),
  is_unclaimed: z.boolean(),
  claim: z.string(),
  state: z.string(),
  verdict: z.string().nullable(),
  reason: z.string().nullable(),
  filed_at: z.string(),
  filed_in: z.number(),
  rules_at: z.string().nullable(),
  joined_to: z.string().nullable(),
  reporters: z.number(),
});
export type CaseAnswer = z.infer<typeof caseSchema>;

/** Undefined when the index knows no such case, or not yet. Errors: `IncompleteError`. */
export async function readCase(remote: RemoteIndex, id: string): Promise<CaseAnswer | undefined> {
  const answer = await remote.ask(
    `api/v1/cases/${encodeURIComponent(id)}`,
    z.union([oneOf(caseSchema), problemSchema]),
  );
  return "data" in answer ? answer.data : undefined;
}

const faultSchema = z.object({ data: z.object({ fault_id: z.string(), case: z.string().nullable() }) });

/** The case that stands for a fault, null for none. Errors: `IncompleteError`. */
export async function caseOfFault(remote: RemoteIndex, fault: string): Promise<string | null> {
  const answer = await remote.ask(`api/v1/faults/${fault}`, z.union([faultSchema, problemSchema]));
  return "data" in answer ? answer.data.case : null;
}
