/** What failed: when, with which warnings before, and what was lost as far as it was disclosed. */
import { z } from "zod";
import { ALERT_KINDS } from "#lib/state/alerts.ts";
import { providerIdSchema, sizeSchema, timeSchema } from "./common.ts";
import { marketMoney } from "./market.ts";
import { tierSchema } from "./marks.ts";

export const FAILURE_CAUSES = ["vanished", "closed"] as const;

export const failureSchema = z
  .object({
    id: z.string().meta({ description: "That of the alert: it stays for ever." }),
    provider: z.object({ id: providerIdSchema, name: z.string(), kind: z.enum(["instance", "service"]) }),
    cause: z.enum(FAILURE_CAUSES).meta({
      description: "`vanished`: no sign of life for 14 days. `closed`: it announced that it closes.",
    }),
    entry: sizeSchema,
    at: timeSchema.meta({ description: "Log time of the entry that shows it." }),
    signs: z.array(z.object({ entry: sizeSchema, at: timeSchema, kind: z.enum(ALERT_KINDS), says: z.string() })).meta({
      description:
        "What followers were told against it within a year before, in log order. Of notices that something runs out the last: the others were followed by a renewal.",
    }),
    warned_days: z
      .number()
      .int()
      .min(0)
      .nullable()
      .meta({ description: "From the first of them; null: there was none." }),
    tier_before: tierSchema.nullable().meta({ description: "As rated then, 30 days before; null: it was not rated." }),
    balances: z
      .object({ currency: z.string(), amount: marketMoney, at: timeSchema })
      .nullable()
      .meta({ description: "What it last said that it owed; null: it never said, and what was lost is unknown." }),
    returned: z.boolean().meta({ description: "It gave a sign of life later." }),
  })
  .meta({ id: "Failure" });
export type FailureView = z.infer<typeof failureSchema>;
