/**
 * The fourteen checks in this browser: the core's own, in a worker of their own, which is ended when it takes too long or
 * nobody waits any more. What only an index knows is asked of it where that is wanted, and told apart from what was checked:
 * the worker reads and verifies the answers, which takes every schema, and the page fetches them.
 */
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { OutputRule } from "#lib/statement/definition.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import { browserClock } from "../platform.ts";
import { type CheckThread, takeThread } from "./check-thread.ts";
import type { IndexSource } from "./index-source.ts";
import { type LiveCheck, liveChecks } from "./live-checks.ts";
import type { PackedFacts } from "./packed-facts.ts";
import type { FiledFacts, SiteFact } from "./site-facts.ts";

export type CheckedBundle = {
  readonly finding: BundleFinding;
  /** How its definition compares outputs, where it is at hand. */
  readonly rule: OutputRule | undefined;
  /** What an index was asked, and what of its answers was verified here. */
  readonly told: readonly SiteFact[];
};

export type CheckOptions = {
  /** Asked about key, definition and cases; left out: nothing is asked of anybody. */
  readonly site?: IndexSource;
  /** By which receipts are believed where no site is asked. */
  readonly logVkey?: string | undefined;
  /** Of a report that stands in the log. */
  readonly filed?: FiledFacts;
  readonly onCheck?: (checks: readonly LiveCheck[]) => void;
  readonly signal?: AbortSignal;
  readonly now?: () => Instant;
};

/** Rejects when it is cancelled (with the signal's reason), takes too long, or the site cannot be reached. */
export async function checkInBrowser(bytes: Uint8Array, options: CheckOptions = {}): Promise<CheckedBundle> {
  const { site, filed, onCheck = () => undefined, signal, now = browserClock } = options;
  onCheck(liveChecks([]));
  const thread = takeThread(signal);
  try {
    const own: PackedFacts = {
      // Not filed yet: behind everything that the log holds, and now.
      filed: filed?.filed ?? { index: Number.MAX_SAFE_INTEGER as EntryIndex, at: now() },
      logVkey: options.logVkey,
      keys: [],
      definitions: [],
    };
    const check = new Uint8Array(bytes);
    // Without facts first: what the bundle names, so that somebody can be asked about it.
    const read = await thread.check({ check, facts: own }, () => undefined);
    if (site === undefined) return concluded(read, undefined, [], onCheck, thread);
    const { told, needsRuntime, ...facts } = await thread.askOf(site, filed);
    const runtime = needsRuntime ? await site.bytes(`/api/v1/runtimes/${RUNTIME.wasmSha256}`) : undefined;
    signal?.throwIfAborted();
    const request = { check, facts: { ...own, ...facts }, ...(runtime && { runtime }) };
    const finding = await thread.check(request, (checks) => onCheck(liveChecks(checks)));
    const known = facts.definitions[0]?.[1].definition;
    const rule = known !== undefined && "output" in known ? known.output : undefined;
    return concluded(finding, rule, told, onCheck, thread);
  } catch (error) {
    // Whatever still runs in it ends with it, the workers that it started too.
    thread.end();
    throw error;
  }
}

function concluded(
  finding: BundleFinding,
  rule: OutputRule | undefined,
  told: readonly SiteFact[],
  onCheck: (checks: readonly LiveCheck[]) => void,
  thread: CheckThread,
): CheckedBundle {
  thread.rest();
  onCheck(liveChecks(finding.checks));
  return { finding, rule, told };
}
