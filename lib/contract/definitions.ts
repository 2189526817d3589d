/** Definitions of deterministic services as the read API shows them. */
import { z } from "zod";
import { definitionIdSchema, documentSchema, hashSchema, providerIdSchema, sizeSchema, timeSchema } from "./common.ts";
import { aggregate } from "./entries.ts";
import { marketMoney, marketWordsSchema } from "./market.ts";
import { tierSchema } from "./marks.ts";

const lifeSchema = z.object({ first: documentSchema, admitted: documentSchema.nullable() }).meta({
  description:
    "With `hash`: the form when a version of it came, and when its tests had come out. Newer versions may have pushed it out of the form since.",
});

export const definitionViewSchema = z
  .object({ id: definitionIdSchema, key: z.string(), ...aggregate, life: lifeSchema.optional() })
  .meta({ id: "Definition", description: "A definition with its versions, newest first, and what was found of each." });
export type DefinitionView = z.infer<typeof definitionViewSchema>;

const shownBody = z.object({
  bytes: sizeSchema,
  start: z.string().meta({ description: "Base64 of its first 4,096 bytes at most: a stranger's." }),
});

export const agreementSchema = z
  .object({
    id: providerIdSchema,
    name: z.string(),
    tier: tierSchema.nullable().meta({ description: "Null: not rated." }),
    is_shut: z.boolean(),
    price: marketWordsSchema.extend({ price: marketMoney }).nullable().meta({
      description: "Its lowest, for 1,000 units; null: it names none.",
    }),
    agrees: sizeSchema.meta({
      description: "Of the newest answer of each key that showed one: as the definition gives.",
    }),
    differs: sizeSchema,
    newest: z.object({
      at: timeSchema,
      entry: sizeSchema,
      is_right: z.boolean(),
      asked: z.string().meta({ description: "Method, path and query." }),
      question: shownBody,
      answer: shownBody,
    }),
  })
  .meta({
    id: "Agreement",
    description: "A service under a definition, by answers that somebody showed and this index ran again.",
  });
export type AgreementView = z.infer<typeof agreementSchema>;

const materialSchema = z
  .object({
    sha256: hashSchema.meta({ description: "What the definition names; the bytes under `commit` must have it." }),
    bytes: sizeSchema,
    commit: hashSchema.meta({ description: "The public part: `/api/v1/parts/{commit}`." }),
  })
  .nullable();

export const definitionVersionSchema = z
  .object({
    id: definitionIdSchema,
    hash: hashSchema.meta({ description: "Content address: SHA-256 of the canonical document." }),
    name: z.string(),
    summary: z.string().nullable(),
    entry: sizeSchema.meta({ description: "Where it was published." }),
    logged_at: timeSchema,
    document: documentSchema.meta({ description: "The definition, touchstone/definition/1." }),
    code: materialSchema,
    state: materialSchema,
  })
  .meta({ id: "DefinitionVersion" });
export type DefinitionVersionView = z.infer<typeof definitionVersionSchema>;
