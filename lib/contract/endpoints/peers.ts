/** Other logs that this index watches. */
import { listOf } from "../common.ts";
import { type Endpoint, json } from "../endpoint.ts";
import { peerSchema } from "../peers.ts";

export const PEER_ENDPOINTS = {
  listPeers: {
    id: "listPeers",
    method: "get",
    path: "/api/v1/peers",
    summary: "Other logs that this index watches, and whether they agree",
    tag: "log",
    access: "public",
    answers: { 200: json("All of them, by name.", listOf(peerSchema)) },
    problems: ["unavailable"],
  },
} as const satisfies Record<string, Endpoint>;
