/**
 * An agent's record: every choice with what each index said, and every loss, in the order in which they came. With it, and with the
 * seed once that is published, anybody computes every probability again. `touchstone-selection-record/v1`, one JSON object a line.
 */
import { z } from "zod";
import { ENGINE_NAMES } from "./engines.ts";

export const RECORD_TYPE = "touchstone-selection-record/v1";

const name = z.string().max(2_048, { abort: true });
const ticket = z.int().min(1);
const share = z.number().min(0).max(1.000001);

/** First line: by which rule the agent says that it chooses. `seedHash` is 64 hex digits. */
export const RecordHead = z.strictObject({
  type: z.literal(RECORD_TYPE),
  engine: z.enum(ENGINE_NAMES),
  indexIds: z.array(name).max(4_096),
  maxIndexes: z.int().min(2).max(4_096),
  kappa: z.number().min(0).max(100),
  share: z.boolean(),
  horizon: z.int().min(1),
  seedHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Further lines. Those that a reader does not know are refused: a record that nobody can check says nothing. */
export const RecordEvent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("choice"),
    ticket,
    recommendations: z
      .array(z.tuple([name, name]))
      .max(4_096)
      .readonly(),
    asleep: z.array(name).max(4_096).readonly(),
    index: name,
    provider: name,
    probability: share,
    providerProbability: share,
    eta: z.number().min(0),
    distinct: z.int().min(1),
    open: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal("report"), ticket, loss: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal("expiry"), ticket }),
  z.strictObject({ kind: z.literal("index"), id: name }),
]);

export type RecordHead = z.infer<typeof RecordHead>;
export type RecordEvent = z.infer<typeof RecordEvent>;
export type ChoiceEvent = Extract<RecordEvent, { kind: "choice" }>;

export type SelectionRecord = { readonly head: RecordHead; readonly events: readonly RecordEvent[] };
