/** Shapes that many answers share. HTTP members are snake_case; signed documents inside them keep their own camelCase. */
import { z } from "zod";
import { PROBLEM_CODES, type ProblemError } from "./problems.ts";

/** Largest page that a list gives. */
export const MAX_LIMIT = 200;
export const PRESET_LIMIT = 50;

export const sizeSchema = z.number().int().min(0).meta({ description: "A tree size or an entry index." });
export const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: "SHA-256, lower-case hex." });
export const base64Schema = z.base64().meta({ description: "Standard base64 with padding." });
export const timeSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .meta({ description: "UTC, RFC 3339 with milliseconds." });
export const didSchema = z
  .string()
  .regex(/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/)
  .meta({ description: "did:key of an Ed25519 key." });
export const thumbprintSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .meta({ description: "RFC 7638 SHA-256 thumbprint, base64url." });
export const providerIdSchema = z.string().regex(/^prv_[a-z2-7]{26}$/);
export const caseIdSchema = z.string().regex(/^case_[a-z2-7]{26}$/);
export const definitionIdSchema = z.string().regex(/^def_[a-z2-7]{26}$/);

/** A signed or exported document, passed through as it stands in the log. */
export const documentSchema = z.record(z.string(), z.unknown());

export const asOfSchema = z
  .object({ size: sizeSchema, time: timeSchema })
  .meta({ id: "AsOf", description: "The projected tree size that the answer is computed from, and its time." });
export type AsOf = z.infer<typeof asOfSchema>;

export const effectSchema = z
  .object({
    status: z.enum(["effective", "void"]),
    code: z.string().optional().meta({ description: "Why the entry is void." }),
    proposed: z.literal(true).optional().meta({
      description: "Effective as a proposal only: what it says happens when the keys that must agree have signed.",
    }),
    size: sizeSchema.meta({ description: "The projected size at which this holds." }),
  })
  .meta({ id: "Effect" });
export type EffectView = z.infer<typeof effectSchema>;

export const pageSchema = z.object({ next_cursor: z.string().nullable() }).meta({ id: "Page" });

/** `{data, page, as_of}` over rows of one shape. */
export function listOf<T extends z.ZodType>(row: T) {
  return z.object({ data: z.array(row), page: pageSchema, as_of: asOfSchema });
}

/** `{data, as_of}` over one resource. */
export function oneOf<T extends z.ZodType>(row: T) {
  return z.object({ data: row, as_of: asOfSchema });
}

/** With the head that the log has signed: whoever keeps it has what the index was bound to when it said so. */
export function checkpointed<T extends z.ZodObject>(answer: T) {
  return answer.extend({
    checkpoint: z.string().nullable().meta({
      description: "The newest signed checkpoint, with the lines of its witnesses; of `as_of.size` or more entries.",
    }),
  });
}

/** As {@link oneOf}, with the proof that `?proof=1` asks for. */
export function provenOneOf<T extends z.ZodType>(row: T) {
  return oneOf(row).extend({
    proof: documentSchema.optional().meta({
      description:
        "With `?proof=1`: {type, key, receipt, presence}. `receipt` is that of the state root's entry; its canonical bytes verify offline.",
    }),
  });
}

/** Words that somebody looks for. */
export const wordsQuery = (most: number) =>
  z
    .string()
    .max(most, { abort: true })
    .regex(/^\P{Cc}*$/u, "Words without control characters.");

/** A decimal of at most 16 digits in a query, as a safe integer. */
export const querySize = z
  .string()
  .regex(/^(0|[1-9]\d{0,15})$/)
  .transform(Number)
  .refine(Number.isSafeInteger)
  .meta({ description: "A tree size or entry index, decimal." });

export const asOfQuery = {
  as_of: querySize.optional().meta({ description: "Pins the answer to this projected size." }),
};

/** Of one aggregate: pinned to a size, or to the latest state root with its proof. */
export const aggregateQuery = {
  ...asOfQuery,
  proof: z.literal("1").optional().meta({
    description:
      "`1`: the aggregate as of the latest logged state root, with its proof (touchstone-aggregate-proof/v1); `as_of` is then not used. Where there is none, the problem `not-found` carries the proof of absence.",
  }),
};

export const listQuery = {
  ...asOfQuery,
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .refine((n) => n <= MAX_LIMIT, `at most ${MAX_LIMIT}`)
    .optional()
    .meta({ description: `Rows per page: 1 to ${MAX_LIMIT}, preset ${PRESET_LIMIT}.` }),
  cursor: z.string().max(512, { abort: true }).optional().meta({ description: "next_cursor of the page before." }),
};

const problemErrorSchema: z.ZodType<ProblemError> = z.object({
  pointer: z.string().meta({ description: 'JSON pointer to the place (RFC 6901); "" is the whole.' }),
  detail: z.string(),
  code: z.string().optional().meta({ description: "Which rule of several the place breaks." }),
});

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string(),
    action: z.string(),
    request_id: z.string(),
    errors: z.array(problemErrorSchema),
    proof: documentSchema
      .optional()
      .meta({ description: "With `?proof=1`, beside `not-found`: the proof that the latest state root lacks it." }),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details." });
