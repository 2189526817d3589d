/** A thread that judges one proof of fraud and ends: replaying a log takes seconds that no reader shall wait for. */
import { parentPort, workerData } from "node:worker_threads";
import { leafPieces } from "#lib/log/archive.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { verifyByRunning } from "#lib/state/fraud/verify.ts";
import type { FraudCase, FraudJudgement } from "../services/fraud/fraud-judge.ts";

const { log, bytes, parts = new Map(), ...trust }: FraudCase = workerData;
const { ok, verdict, checks } = await withReplayHosts((hosts) =>
  verifyByRunning(
    bytes,
    {
      ...trust,
      raw: rawVerify,
      ...(log === undefined ? {} : { log: leafPieces(log.origin, log.leaves) }),
      part: async (commit) => parts.get(commit),
    },
    hosts,
  ),
);
parentPort?.postMessage({ ok, verdict, checks } satisfies FraudJudgement);
