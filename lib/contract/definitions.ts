/** Definitions of deterministic services as the read API shows them. */
import { z } from "zod";
import { definitionIdSchema, documentSchema, hashSchema, sizeSchema, timeSchema } from "./common.ts";
import { aggregate } from "./entries.ts";

export const definitionViewSchema = z
  .object({ id: definitionIdSchema, key: z.string(), ...aggregate })
  .meta({ id: "Definition", description: "A definition with its versions, newest first, and what was found of each." });
export type DefinitionView = z.infer<typeof definitionViewSchema>;

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
