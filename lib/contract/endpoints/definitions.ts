/** Definitions of deterministic services, and the file in which their code runs. */
import { z } from "zod";
import {
  aggregateQuery,
  asOfQuery,
  asOfSchema,
  definitionIdSchema,
  didSchema,
  hashSchema,
  listOf,
  listQuery,
  oneOf,
  provenOneOf,
  querySize,
} from "../common.ts";
import { agreementSchema, definitionVersionSchema, definitionViewSchema } from "../definitions.ts";
import { bytes, type Endpoint, json, PINNED, READ } from "../endpoint.ts";

export const DEFINITION_ENDPOINTS = {
  listDefinitions: {
    id: "listDefinitions",
    method: "get",
    path: "/api/v1/definitions",
    summary: "Definitions of deterministic services",
    tag: "providers",
    access: "public",
    query: z.object({
      ...listQuery,
      publisher: didSchema.optional().meta({ description: "Only those of one participant." }),
      hash: hashSchema.optional().meta({
        description:
          "Only the one that a verdict goes by, of those that have, or had, a version of this content address.",
      }),
      filed_in: querySize.optional().meta({
        description: "With `hash`: for a report that was filed in this entry. Without it: for one that is filed next.",
      }),
    }),
    answers: { 200: json("A page, in the order of their ids.", listOf(definitionViewSchema)) },
    problems: PINNED,
  },
  getDefinition: {
    id: "getDefinition",
    method: "get",
    path: "/api/v1/definitions/{id}",
    summary: "One definition: its versions, and whether this index admitted each",
    tag: "providers",
    access: "public",
    params: z.object({ id: definitionIdSchema }),
    query: z.object(aggregateQuery),
    answers: { 200: json("The definition.", provenOneOf(definitionViewSchema)) },
    problems: PINNED,
  },
  getAgreement: {
    id: "getAgreement",
    method: "get",
    path: "/api/v1/definitions/{id}/agreement",
    summary: "Services side by side that answer by this definition: who agrees with it, and who was seen to differ",
    tag: "providers",
    access: "public",
    params: z.object({ id: definitionIdSchema }),
    query: z.object(asOfQuery),
    answers: {
      200: json("Who differs first, then by name.", z.object({ data: z.array(agreementSchema), as_of: asOfSchema })),
    },
    problems: PINNED,
  },
  getDefinitionVersion: {
    id: "getDefinitionVersion",
    method: "get",
    path: "/api/v1/definitions/{id}/versions/{hash}",
    summary: "One version as it was published: the document, and where its code and state are",
    tag: "providers",
    access: "public",
    params: z.object({ id: definitionIdSchema, hash: hashSchema }),
    answers: { 200: json("The version.", oneOf(definitionVersionSchema)) },
    problems: PINNED,
  },
  getRuntimeFile: {
    id: "getRuntimeFile",
    method: "get",
    path: "/api/v1/runtimes/{hash}",
    summary: "The WebAssembly file in which the code of definitions runs, by its SHA-256",
    tag: "providers",
    access: "public",
    params: z.object({ hash: hashSchema }),
    answers: { 200: bytes("The file.", "application/wasm") },
    problems: READ,
  },
} as const satisfies Record<string, Endpoint>;
