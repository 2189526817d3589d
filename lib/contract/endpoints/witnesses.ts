/** Witnesses of this log, and this index as other logs' witness. */
import { z } from "zod";
import { hashSchema, oneOf } from "../common.ts";
import { type Endpoint, json, text } from "../endpoint.ts";
import { witnessesSchema } from "../log.ts";

export const WITNESS_ENDPOINTS = {
  getWitnesses: {
    id: "getWitnesses",
    method: "get",
    path: "/api/v1/log/witnesses",
    summary: "The log's witnesses, where each stands, and who cosigned the newest checkpoint",
    tag: "log",
    access: "public",
    answers: { 200: json("The witnesses.", oneOf(witnessesSchema)) },
    problems: ["unavailable"],
  },
  addCheckpoint: {
    id: "addCheckpoint",
    method: "post",
    path: "/witness/add-checkpoint",
    summary: "Ask this index to cosign another log's checkpoint (C2SP tlog-witness)",
    tag: "log",
    access: "public",
    body: {
      type: "text/plain",
      schema: z.string().meta({ description: "`old <size>`, proof lines, the checkpoint." }),
    },
    answers: {
      200: text("The cosignature line."),
      400: text("Malformed, or `old` beyond the checkpoint."),
      403: text("Not signed by the log's key."),
      404: text("The log is not known here."),
      409: { ...text("`old` is not the size cosigned last: the body is that size."), type: "text/x.tlog.size" },
      422: text("The proof does not verify."),
    },
    problems: ["too-large", "rate-limited", "request-timeout", "unavailable"],
  },
  getCosignedCheckpoint: {
    id: "getCosignedCheckpoint",
    method: "get",
    path: "/witness/{origin_hash}/checkpoint",
    summary: "The checkpoint that this index cosigned last for a log",
    tag: "log",
    access: "public",
    params: z.object({ origin_hash: hashSchema.meta({ description: "SHA-256 of the log's origin, hex." }) }),
    answers: { 200: text("A signed note with this index's line."), 404: text("The log is not known here.") },
    problems: ["malformed", "unavailable"],
  },
} as const satisfies Record<string, Endpoint>;
