/** What an index says of cases. */
import { z } from "zod";
import { type CaseView, caseSchema, faultSchema } from "#lib/contract/cases.ts";
import { oneOf, problemSchema } from "#lib/contract/common.ts";
import type { RemoteIndex } from "../remote-index.ts";

/** Undefined when the index knows no such case, or not yet. Errors: `IncompleteError`. */
export async function readCase(remote: RemoteIndex, id: string): Promise<CaseView | undefined> {
  const answer = await remote.ask(
    `api/v1/cases/${encodeURIComponent(id)}`,
    z.union([oneOf(caseSchema), problemSchema]),
  );
  return "data" in answer ? answer.data : undefined;
}

/** The case that stands for a fault, null for none. Errors: `IncompleteError`. */
export async function caseOfFault(remote: RemoteIndex, fault: string): Promise<string | null> {
  return (await remote.get(`api/v1/faults/${fault}`, oneOf(faultSchema))).data.case;
}
