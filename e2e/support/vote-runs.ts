/**
 * Last votes of many cases at once, through the real door and sequencer: each of three opens its ballot, twice, over HTTP, all
 * at the same time; of half of the cases the last one while the time runs out and two workers look. Each case has one ruling, whatever came first.
 */

import { hexEncode } from "#lib/kernel/base.ts";
import { nobleVerify } from "#lib/kernel/ed25519.ts";
import { addMs } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { TestDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { recordDueClocks } from "#lib/server/jobs/record-due-clocks.ts";
import { recordRulings } from "#lib/server/jobs/record-rulings.ts";
import { type Heard, LoggedCourt, MARGIN_MS } from "#lib/server/jobs/test-court.ts";
import { seededRandom } from "#lib/simulate/dice.ts";
import { Replay } from "#lib/state/audit.ts";
import { Court, instant, MAINTAINERS, secretOf, UPHOLDS } from "#lib/state/testing/disputes.ts";
import { TEST_LOG } from "#lib/state/testing/world.ts";
import { signStatement } from "#lib/statement/compose.ts";

export type VotesReport = {
  readonly cases: number;
  /** Posts of ballots, each ballot twice. */
  readonly sent: number;
  /** HTTP statuses of the last answer to each. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Seconds from the first post to the last answer, and to the last ruling in the log. */
  readonly votedSeconds: number;
  readonly ruledSeconds: number;
  /** Cases by how many ballots were counted. */
  readonly counted: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
};

/** All come from one address. */
const LARGE_BUDGETS = {
  registeredPerHour: 1_000_000,
  unregisteredPerHour: 1_000_000,
  addressPerMinute: 1_000_000,
  unregisteredPerAddressPerHour: 1_000_000,
};

export async function tryVotes(database: TestDatabase, count: number): Promise<VotesReport> {
  const court = Court.founded(MAINTAINERS.length, { policy: { budgets: LARGE_BUDGETS } });
  const ids = Array.from({ length: count }, (_, nth) => court.filed("proven", "wrong-result", `case ${nth}`));
  toRevealing(court, ids);
  const logged = await LoggedCourt.open(database, court);
  const site = await startTestSite(database, { log: logged.log });
  const random = seededRandom(7);
  const failures: string[] = [];
  try {
    const began = performance.now();
    const votes = ids.map((id) =>
      court.seats(id).map(({ key }) => {
        const body = { round: 1, nonce: secretOf(key.did).share, answers: UPHOLDS } as unknown as JsonObject;
        return signStatement(court.world.compose({ kind: "vote.reveal", by: key, subject: id, body }), key.seed);
      }),
    );
    // In half of the cases the last of the three races with the end of the time for opening.
    const isRacing = (nth: number, seat: number) => nth >= count / 2 && seat === 2;
    const early = votes.flatMap((all, nth) => all.filter((_, seat) => !isRacing(nth, seat)));
    const late = votes.flatMap((all, nth) => all.filter((_, seat) => isRacing(nth, seat)));
    const post = (all: readonly Uint8Array[]) => inLanes([...all, ...all], (bytes) => vote(site.url, bytes));
    const answers = await post(early);
    const racing = post(late);
    const [first] = ids;
    if (first === undefined) throw new Error("There are no cases.");
    site.now = addMs(instant(court.panel(first).revealsBy), MARGIN_MS);
    const other = await logged.log.connect("worker");
    const means = { signer: logged.signer, random: (bytes: number) => random(bytes).slice() };
    const workers = async () => {
      for (const sql of [logged.worker, other]) {
        await recordDueClocks(sql, logged.signer, site.now);
        await recordRulings(sql, means, site.now);
      }
    };
    await Promise.all([racing, workers(), workers()]);
    answers.push(...(await racing));
    const votedSeconds = (performance.now() - began) / 1000;
    await site.stopSequencer();
    await logged.lead();
    const heard: Heard[] = [];
    for (const deadline of ["revealsBy", "draftEndsAt"] as const) {
      await logged.passTo(addMs(instant(court.panel(first)[deadline]), MARGIN_MS));
      for (let quiet = 0; quiet < 2; ) {
        await workers();
        const news = await logged.heard();
        heard.push(...news);
        quiet = news.length === 0 ? quiet + 1 : 0;
      }
    }
    const ruledSeconds = (performance.now() - began) / 1000;
    const counted: Record<string, number> = {};
    for (const id of ids) {
      const rulings = court.form(id).dispute?.rulings ?? [];
      const [ruling] = rulings;
      const stated = heard.filter(({ kind, subject }) => kind === "ruling" && subject === id);
      const effective = stated.filter(({ effect }) => effect.status === "effective").length;
      if (rulings.length !== 1 || ruling?.entry === null || effective !== 1)
        failures.push(`${id}: ${rulings.length} rulings, ${effective} of ${stated.length} statements effective`);
      counted[ruling?.counted ?? -1] = (counted[ruling?.counted ?? -1] ?? 0) + 1;
    }
    failures.push(...replayed(court));
    const statuses: Record<string, number> = {};
    for (const status of answers) statuses[status] = (statuses[status] ?? 0) + 1;
    return { cases: count, sent: answers.length, statuses, votedSeconds, ruledSeconds, counted, failures };
  } finally {
    await site.close();
  }
}

/** In memory: contested, drawn, seated and sealed, all on the same days. */
function toRevealing(court: Court, ids: readonly string[]): void {
  const all = (act: (id: string) => unknown) => ids.forEach(act);
  all((id) => court.contest(id));
  all((id) => court.pass(id));
  all((id) => [court.share(id, "reporter"), court.share(id, "operator")]);
  court.world.now = court.drawDue(ids[0] ?? "");
  all((id) => court.draw(id));
  all((id) => court.seats(id).map(({ key }) => court.sit(id, key)));
  all((id) => court.pass(id));
  all((id) => court.seats(id).map(({ key }) => court.commit(id, key)));
  all((id) => court.pass(id));
}

/** At most so many connections at a time: with more the kernel resets some before anybody has read them. */
const LANES = 200;

async function inLanes<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const queue = all.entries();
  const results: R[] = [];
  const lane = async () => {
    for (const [at, one] of queue) results[at] = await act(one);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

/** Sent until it is recorded or refused: a statement counts once. */
async function vote(url: string, bytes: Uint8Array): Promise<number> {
  for (;;) {
    const { status } = await fetch(`${url}/api/v1/statements`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Uint8Array.from(bytes),
    });
    if (status !== 202 && status !== 503) return status;
  }
}

/** What a stranger's replay of the log has otherwise. */
function replayed({ world }: Court): string[] {
  const replay = new Replay(TEST_LOG, nobleVerify);
  for (const leaf of world.leaves) replay.push(leaf);
  const rows = ({ state }: Pick<Replay, "state">) =>
    [...state.rows()]
      .map(({ key, digest }) => `${key} ${hexEncode(digest)}`)
      .sort()
      .join();
  return [
    ...replay.faults.map((fault) => JSON.stringify(fault)),
    ...(rows(replay) === rows(world) ? [] : ["another state"]),
  ];
}
