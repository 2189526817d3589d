/** The models by which marks are computed, as the read API shows them. */
import { z } from "zod";
import { documentSchema, hashSchema, sizeSchema, timeSchema } from "./common.ts";

const modelName = z.string().nullable().meta({ description: "null where nothing here knows the file." });

export const modelsSchema = z
  .object({
    active: z
      .object({ hash: hashSchema, name: modelName, entry: sizeSchema, at: timeSchema })
      .nullable()
      .meta({ description: "null: no model is in force, and no provider has marks." }),
    announced: z.array(
      z.object({
        hash: hashSchema,
        name: z.string(),
        code_sha256: hashSchema,
        rule_sha256: hashSchema,
        entry: sizeSchema,
        at: timeSchema,
        not_before: timeSchema.meta({ description: "It cannot be put in force sooner." }),
      }),
    ),
    history: z.array(z.object({ hash: hashSchema, name: modelName, entry: sizeSchema, at: timeSchema })).meta({
      description: "Every activation, oldest first.",
    }),
    constants: documentSchema
      .nullable()
      .meta({ description: "The file in force; its canonical bytes hash to `hash`." }),
    slot: hashSchema.nullable().meta({
      description: "The last act on models: the next one names it in `prev`. null: none since the first entry.",
    }),
  })
  .meta({ id: "Models" });
export type ModelsView = z.infer<typeof modelsSchema>;
