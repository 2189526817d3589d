/** The record of the agent of this site's demonstration, and the seed that was published with it. */
import { z } from "zod";

const told = z.object({ data: z.object({ neighbours: z.object({ agent_seed: z.string() }) }) });

/** Rejects where there is none. */
export async function fetchDemoRecord(): Promise<{ readonly file: File; readonly seed: string }> {
  const [record, world] = await Promise.all([
    fetch("/api/v1/demonstration/record", { cache: "no-store" }),
    fetch("/api/v1/demonstration"),
  ]);
  if (!record.ok || !world.ok) throw new Error("No agent has chosen here yet.");
  const { data } = told.parse(await world.json());
  return { file: new File([await record.text()], "record.jsonl"), seed: data.neighbours.agent_seed };
}
