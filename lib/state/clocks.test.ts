/** The clocks of providers in the fold: recorded at the right time, once, and only when due. */
import { describe, expect, test } from "vitest";
import { heartbeatStateAt } from "#lib/disclosure/heartbeat.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { leafHash } from "#lib/log/tree.ts";
import { clockRecord, type DueTransition } from "#lib/statement/clock-record.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import type { ProviderForm } from "./forms.ts";
import { dueOf } from "./reducers/clock.ts";
import { TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { indexOf, providerOf } from "./view.ts";

const ada = testKey("ada");
const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

function operatorWorld() {
  const world = TestWorld.founded();
  world.register(ada);
  const id = world.provider(ada);
  const form = () => providerOf(world.state, id) as ProviderForm;
  const due = () => dueOf(form(), indexOf(world.state)?.outages ?? [], world.now);
  return { world, id, form, due };
}
type Operated = ReturnType<typeof operatorWorld>;

const record = (world: TestWorld, due: DueTransition, by: Identity = world.index) =>
  world.log(clockRecord(due, { log: TEST_LOG, issuer: by.did, key: by.thumbprint }), by).effect;

function beat({ world, id }: Operated, change: JsonObject = {}) {
  const body = {
    version: 1,
    effectiveAt: formatInstant(world.now),
    cadenceHours: 6,
    softwareVersion: "1",
    armed: true,
    ...change,
  };
  return world.say({ kind: "disclosure.heartbeat", by: ada, subject: id, body }).effect;
}

/** Three beats six hours apart. */
function arm(operated: Operated): Instant {
  const { world } = operated;
  for (const _ of [1, 2, 3]) {
    world.now = addMs(world.now, 6 * HOUR_MS);
    expect(beat(operated)).toEqual(effective);
  }
  return world.now;
}

const at = (aggregate: string, transition: string, deadline: Instant, subject: string): DueTransition => ({
  aggregate,
  transition,
  deadline: formatInstant(deadline),
  subject,
});

describe("silence", () => {
  test("is recorded as suspension at 72 h and as failure at 14 d, each at its second, once", () => {
    const operated = operatorWorld();
    const { world, id, form, due } = operated;
    const last = arm(operated);
    const suspend = at(`provider:${id}`, "suspend", addMs(last, 72 * HOUR_MS), id);
    world.now = addMs(last, 72 * HOUR_MS - 1_000);
    expect(due()).toEqual([]);
    expect(record(world, suspend)).toEqual(voided("guard"));
    world.now = addMs(last, 72 * HOUR_MS);
    expect(due()).toEqual([suspend]);
    expect(record(world, suspend)).toEqual(effective);
    expect(record(world, suspend)).toEqual(voided("already-recorded"));
    expect(due()).toEqual([]);
    const fail = at(`provider:${id}`, "fail", addMs(last, 14 * DAY_MS), id);
    world.now = addMs(last, 14 * DAY_MS + 1_000);
    expect(due()).toEqual([fail]);
    expect(record(world, fail)).toEqual(effective);
    expect(form().heartbeat?.silences).toMatchObject([
      { suspendedAt: suspend.deadline, failedAt: fail.deadline, to: null },
    ]);
    expect(beat(operated)).toEqual(effective);
    expect(form().heartbeat?.silences).toMatchObject([{ to: formatInstant(world.now) }]);
    expect(heartbeatStateAt(form().heartbeat, [], world.now)).toBe("beating");
  });

  test("after a long stop both records come late with the deadlines that they always had", () => {
    const operated = operatorWorld();
    const { world, due } = operated;
    const last = arm(operated);
    world.now = addMs(last, 40 * DAY_MS);
    const [first] = due();
    expect(record(world, first as DueTransition)).toEqual(effective);
    const [second] = due();
    expect([first, second].map((one) => one?.deadline)).toEqual([
      formatInstant(addMs(last, 72 * HOUR_MS)),
      formatInstant(addMs(last, 14 * DAY_MS)),
    ]);
    expect(record(world, second as DueTransition)).toEqual(effective);
    expect(due()).toEqual([]);
  });

  test("that the log itself caused does not count; only the index may claim an outage, and no span twice", () => {
    const operated = operatorWorld();
    const { world, id, due } = operated;
    const last = arm(operated);
    const span = (from: number, to: number) => ({
      ...at("index", "outage", addMs(last, to * HOUR_MS), "index"),
      since: formatInstant(addMs(last, from * HOUR_MS)),
    });
    world.now = addMs(last, 40 * HOUR_MS);
    expect(record(world, span(10, 34))).toEqual(effective);
    expect(record(world, span(10, 34))).toEqual(voided("guard"));
    expect(record(world, span(30, 36))).toEqual(voided("guard"));
    expect(record(world, span(35, 41))).toEqual(voided("guard"));
    const short = { ...span(35, 36), deadline: formatInstant(addMs(last, 35 * HOUR_MS + 10 * MINUTE_MS)) };
    expect(record(world, short)).toEqual(voided("guard"));
    world.now = addMs(last, 72 * HOUR_MS);
    expect(record(world, span(36, 40), ada)).toEqual(voided("guard"));
    expect(due()).toEqual([]);
    world.now = addMs(last, 96 * HOUR_MS);
    expect(due()).toEqual([at(`provider:${id}`, "suspend", addMs(last, 96 * HOUR_MS), id)]);
  });
});

describe("a receipt from elsewhere", () => {
  const peerSigner = ed25519NoteSigner("peer.invalid/log", testKey("peer log").seed);
  const eve = testKey("eve");

  /** A beat in the peer's log, as its receipt. */
  function receipt(
    at: Instant,
    { id, by = ada, issuer = by, signer = peerSigner, log = TEST_LOG }: Elsewhere,
  ): JsonObject {
    const body = {
      version: 1,
      effectiveAt: formatInstant(at),
      cadenceHours: 6,
      softwareVersion: "1",
      for: { log, provider: id },
    };
    const draft = { kind: "disclosure.heartbeat", log: "peer.invalid/log" as Origin, subject: id, body } as const;
    const signed = composeStatement({ ...draft, issuer: issuer.did, key: by.thumbprint }, at, () => new Uint8Array(16));
    const entryBytes = encodeEntry(at, signStatement(signed, by.seed));
    const head = { origin: "peer.invalid/log", size: 1, root: leafHash(entryBytes) };
    const checkpointNote = signNote(formatCheckpoint(head), [signer]);
    const parsed = parseJson(buildReceipt({ index: 0, entryBytes, proof: [], checkpointNote }));
    if (!parsed.ok || !isJsonObject(parsed.value)) throw new Error("no receipt");
    return parsed.value;
  }
  type Elsewhere = { id: string; by?: Identity; issuer?: Identity; signer?: typeof peerSigner; log?: Origin };

  function silent() {
    const world = new TestWorld();
    const { policy, ...genesis } = world.genesisBody();
    const body = { ...genesis, policy: { ...(policy as JsonObject), peers: [peerSigner.vkey] } };
    world.say({ kind: "index.genesis", by: world.index, subject: "index", body });
    world.register(ada);
    const id = world.provider(ada);
    const form = () => providerOf(world.state, id) as ProviderForm;
    const operated = { world, id, form, due: () => [] };
    const last = arm(operated);
    world.now = addMs(last, 80 * HOUR_MS);
    return { operated, id, last };
  }

  test("of this operator, for this provider, from a peer, strikes the suspension; any other counts for nothing", () => {
    const { operated, id, last } = silent();
    const at = addMs(last, 40 * HOUR_MS);
    const elsewhere = (change: Partial<Elsewhere>) => beat(operated, { elsewhere: receipt(at, { id, ...change }) });
    const forged = ed25519NoteSigner("peer.invalid/log", testKey("forger").seed);
    for (const change of [
      { by: eve },
      { by: eve, issuer: ada },
      { id: operated.world.provider(ada) },
      { log: "other.invalid/log" as Origin },
      { signer: forged },
      { signer: ed25519NoteSigner("stranger.invalid/log", testKey("peer log").seed) },
    ])
      expect(elsewhere(change)).toEqual(voided("bad-proof"));
    expect(operated.form().heartbeat?.silences).toEqual([]);
    expect(elsewhere({})).toEqual(effective);
    expect(operated.form().heartbeat?.silences).toMatchObject([
      { suspendedAt: null, elsewhere: [formatInstant(at)], to: formatInstant(operated.world.now) },
    ]);
  });

  test("counts by an account key that was added later, too", () => {
    const { operated, id, last } = silent();
    const { world } = operated;
    const second = testKey("ada second");
    world.say({ kind: "key.add", by: ada, subject: ada.did, body: world.keyBody(ada.did, "control", second) });
    const shown = receipt(addMs(last, 40 * HOUR_MS), { id, by: second, issuer: ada });
    expect(beat(operated, { elsewhere: shown })).toEqual(effective);
    expect(operated.form().heartbeat?.silences).toMatchObject([{ suspendedAt: null }]);
  });

  test("counts within thirty days and not later, nor when it is of the future", () => {
    const { operated, id, last } = silent();
    const { world } = operated;
    world.now = addMs(last, 40 * DAY_MS);
    const shown = (at: Instant) => beat(operated, { elsewhere: receipt(at, { id }) });
    expect(shown(addMs(world.now, -30 * DAY_MS - 1))).toEqual(voided("guard"));
    expect(shown(addMs(world.now, 1))).toEqual(voided("guard"));
    expect(shown(addMs(world.now, -30 * DAY_MS))).toEqual(effective);
  });
});

test("a disclosure's age is recorded at its end and at twice its life; a renewal in time has no record", () => {
  const { world, id, form, due } = operatorWorld();
  const publish = () =>
    world.say({
      kind: "disclosure.contacts",
      by: ada,
      subject: id,
      body: DISCLOSURES.contacts.example(world.now),
    }).effect;
  expect(publish()).toEqual(effective);
  const began = world.now;
  world.now = addMs(began, 365 * DAY_MS - 1_000);
  expect(due()).toEqual([]);
  world.now = addMs(began, 365 * DAY_MS);
  const stale = at(`provider:${id}`, "stale/contacts", world.now, id);
  expect(due()).toEqual([stale]);
  expect(record(world, stale)).toEqual(effective);
  expect(record(world, stale)).toEqual(voided("already-recorded"));
  world.now = addMs(began, 730 * DAY_MS);
  const long = at(`provider:${id}`, "long-stale/contacts", world.now, id);
  expect(due()).toEqual([long]);
  expect(record(world, long)).toEqual(effective);
  expect(form().disclosures.contacts?.recorded).toBe("long-stale");
  expect(publish()).toEqual(effective);
  expect(form().disclosures.contacts?.recorded).toBeUndefined();
  expect(due()).toEqual([]);
});

test("an incident without its full report is overdue 14 d after it was noticed; with it, never", () => {
  const { world, id, due } = operatorWorld();
  const { incident } = DISCLOSURES;
  const word: JsonObject = { ...incident.example(world.now) };
  const say = (body: JsonObject) => world.say({ kind: "disclosure.incident", by: ada, subject: id, body }).effect;
  expect(say(word)).toEqual(effective);
  const noticed = parseInstant(String(word.detectedAt)) as Instant;
  world.now = addMs(noticed, 14 * DAY_MS - 1_000);
  expect(due()).toEqual([]);
  world.now = addMs(noticed, 14 * DAY_MS);
  expect(due()).toEqual([at(`provider:${id}`, "overdue/2026-11-outage", world.now, id)]);
  const closed = {
    ...word,
    status: "closed",
    endedAt: word.detectedAt as string,
    timeline: [{ at: String(word.detectedAt), what: "Noticed." }],
    rootCauses: ["One node only."],
    lessons: ["Two nodes."],
  };
  expect(say(closed)).toEqual(effective);
  expect(due()).toEqual([]);
});

test("anybody may record what is due an hour after the index should have", () => {
  const operated = operatorWorld();
  const { world, id } = operated;
  const last = arm(operated);
  const suspend = at(`provider:${id}`, "suspend", addMs(last, 72 * HOUR_MS), id);
  const mallory = testKey("mallory");
  world.now = addMs(last, 73 * HOUR_MS - 1);
  expect(record(world, suspend, mallory)).toEqual(voided("no-authority"));
  world.now = addMs(last, 73 * HOUR_MS);
  expect(record(world, suspend, mallory)).toEqual(effective);
});
