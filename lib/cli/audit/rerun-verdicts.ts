/** What a log's index found, run again on this machine from the parts that its site serves: verdicts first. */
import type { Check } from "#lib/kernel/checks.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { HistoryTrust } from "#lib/state/case/history.ts";
import { type RerunMeans, rerunVerdicts } from "#lib/state/case/rerun-verdicts.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { rerunFound } from "#lib/state/rerun-found.ts";
import type { Io } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { fetchPart } from "./fetch-part.ts";

/** The checks of {@link rerunRemote}, in their order. */
export const RERUN_CHECKS = ["verdicts", "admissions", "re-executions"] as const;

/** Of fewer verdicts no progress is shown. */
const SHOWN_FROM = 20;

/** The entry of a verdict that does not follow, and the commitments of what decides it. */
export type FalseVerdict = { readonly index: EntryIndex; readonly parts: readonly string[] };

/** Stops at the next verdict when `io.signal` is aborted, and ends the machines with it. Errors: `IncompleteError`. */
export async function rerunRemote(
  remote: RemoteIndex,
  log: {
    readonly entries: readonly AuditedEntry[];
    readonly index: IndexForm | undefined;
    readonly trust: HistoryTrust;
    /** See `RerunMeans.from`. */
    readonly from: number;
  },
  io: Io,
): Promise<{ readonly checks: readonly Check[]; readonly wrong?: FalseVerdict }> {
  const { entries, index, trust, from } = log;
  if (index === undefined) return { checks: RERUN_CHECKS.map((name) => ({ name, outcome: "not-run" })) };
  const hosts = { local: new ReplayHost("liftoff"), second: new ReplayHost("turbofan") };
  const close = () => Promise.all([hosts.local.close(), hosts.second.close()]);
  io.signal.addEventListener("abort", close, { once: true });
  let shown = Date.now();
  const onDone = (done: number, of: number) => {
    io.signal.throwIfAborted();
    if (io.json || of < SHOWN_FROM || (done < of && Date.now() - shown < SHOWN_EVERY_MS)) return;
    shown = Date.now();
    io.err(`${done} of ${of} verdicts run again`);
  };
  const part = async (commit: string) => {
    io.signal.throwIfAborted();
    const found = await fetchPart(remote, commit);
    return found?.holds === true ? found.bytes : undefined;
  };
  let wrong: FalseVerdict | undefined;
  const onWrong: RerunMeans["onWrong"] = (verdict, parts) => {
    wrong = { index: verdict.index, parts };
  };
  try {
    const means = { index, trust, part, hosts, from };
    const checks = [await rerunVerdicts(entries, { ...means, onDone, onWrong }), ...(await rerunFound(entries, means))];
    return { checks, ...(wrong === undefined ? {} : { wrong }) };
  } finally {
    io.signal.removeEventListener("abort", close);
    await close();
  }
}

const SHOWN_EVERY_MS = 5_000;
