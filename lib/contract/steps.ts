/** The transparency steps of a provider as the read API shows them. */
import { z } from "zod";
import { providerIdSchema, sizeSchema, timeSchema } from "./common.ts";

const decimalText = z.string().meta({ description: "A decimal number as text, exact." });

const needSchema = z.object({
  id: z.string().meta({ description: "A disclosure type, or a condition that no single disclosure meets." }),
  title: z.string(),
  state: z.enum(["satisfied", "missing", "review"]).meta({ description: "`review` does not count." }),
  reason: z.string(),
  minutes: sizeSchema.meta({ description: "What it costs an operator the first time." }),
});

export const providerStepsSchema = z
  .object({
    id: providerIdSchema,
    reached: z.number().int().min(0).max(4),
    steps: z.array(
      z.object({
        number: z.number().int().min(1).max(4),
        state: z.enum(["reached", "open", "review", "waits"]),
        needs: z.array(needSchema),
        overhead: z
          .object({
            stated: sizeSchema.meta({ description: "Newest versions that state a cost." }),
            measured: sizeSchema.meta({ description: "Those of them that measured it." }),
            sums: z.array(z.object({ name: z.string(), amount: decimalText, currency: z.string().nullable() })),
          })
          .meta({ description: "What its disclosures cost the operator together, as stated; money by currency." }),
      }),
    ),
    facts: z
      .object({
        has_response_key: z.boolean(),
        gaps: z.array(z.string()).meta({ description: "Types with a gap in the last 180 days." }),
        outages: z
          .array(z.object({ from: timeSchema, to: timeSchema }))
          .meta({ description: "Spans in which the log published nothing: nobody's silence counts in them." }),
      })
      .meta({ description: "What the steps follow from beside the provider's form." }),
  })
  .meta({ id: "ProviderSteps" });
export type ProviderSteps = z.infer<typeof providerStepsSchema>;
