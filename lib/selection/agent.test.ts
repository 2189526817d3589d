import { expect, test } from "vitest";
import { type Advised, type AgentOptions, createAgent, type SelectionAgent } from "./agent.ts";
import { readAgent, writeAgent } from "./agent-file.ts";
import { seedHashOf, uniformOf } from "./dice.ts";

const seed = new Uint8Array(32).fill(7);

function agentOf(options: Partial<AgentOptions> = {}): SelectionAgent {
  const made = createAgent({ indexIds: ["north", "east", "south"], seed, ...options });
  if (!made.ok) throw new Error(made.error.detail);
  return made.value;
}

/** A recommendation for each, in the order of the ids. */
const advised = (...providers: string[]) => ({
  recommendations: new Map(
    ["north", "east", "south"].slice(0, providers.length).map((id, at) => [id, providers[at] ?? ""]),
  ),
});

function chosen(agent: SelectionAgent, input: Advised = advised("a", "a", "b")) {
  const choice = agent.choose(input);
  if (!choice.ok) throw new Error(choice.error.detail);
  return choice.value;
}

const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }) =>
  answer.ok ? "ok" : answer.error.code;
const stateOf = (agent: SelectionAgent) => JSON.stringify(writeAgent(agent));

test("bad input is a typed error and leaves the state as it was", () => {
  const agent = agentOf({ maxIndexes: 3 });
  const { ticket } = chosen(agent);
  const before = stateOf(agent);
  for (const loss of [Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY])
    expect(codeOf(agent.report(ticket, loss))).toBe("bad-loss");
  for (const unknown of [0, 2, -1, 1.5, Number.NaN]) {
    expect(codeOf(agent.report(unknown, 0.5))).toBe("unknown-ticket");
    expect(codeOf(agent.expire(unknown))).toBe("unknown-ticket");
  }
  expect(codeOf(agent.choose({ recommendations: new Map([["west", "a"]]) }))).toBe("unknown-index");
  expect(codeOf(agent.choose({ recommendations: new Map() }))).toBe("nobody-awake");
  expect(codeOf(agent.choose({ ...advised("a"), asleep: ["north"] }))).toBe("nobody-awake");
  expect(codeOf(agent.addIndex("east"))).toBe("duplicate-index");
  expect(codeOf(agent.addIndex("west"))).toBe("too-many-indexes");
  expect(stateOf(agent)).toBe(before);
});

test("options that no agent can have are refused", () => {
  const make = (options: Partial<AgentOptions>) => codeOf(createAgent({ indexIds: ["a"], seed, ...options }));
  expect(make({})).toBe("ok");
  expect(make({ seed: seed.subarray(1) })).toBe("bad-options");
  expect(make({ kappa: Number.NaN })).toBe("bad-options");
  expect(make({ maxIndexes: 1 })).toBe("bad-options");
  expect(make({ engine: "exp3", share: true })).toBe("bad-options");
  expect(make({ indexIds: ["a", "a"] })).toBe("duplicate-index");
  expect(make({ indexIds: ["a", "b", "c"], maxIndexes: 2 })).toBe("too-many-indexes");
});

test("a report is counted once, whatever is said of its ticket later", () => {
  const agent = agentOf();
  const { ticket } = chosen(agent);
  expect(agent.report(ticket, 1)).toEqual({ ok: true, value: { isNew: true } });
  const before = stateOf(agent);
  expect(agent.report(ticket, 0)).toEqual({ ok: true, value: { isNew: false } });
  expect(agent.expire(ticket)).toEqual({ ok: true, value: { isNew: false } });
  expect(stateOf(agent)).toBe(before);
});

test("all that named the provider learn, whoever was followed, and a sleeper is charged what was expected", () => {
  const agent = agentOf();
  const choice = chosen(agent, { ...advised("a", "a"), asleep: [] });
  expect(choice).toMatchObject({ provider: "a", providerProbability: 1, distinct: 2, open: 0 });
  agent.report(choice.ticket, 1);
  const [north, east, south] = writeAgent(agent).losses;
  expect(north).toBe(east);
  expect(north).toBeLessThan(1);
  expect(south).toBeCloseTo(north ?? 0, 12);
});

test("in which order the indexes' words come changes nothing, also where some sleep or are left out", () => {
  const [inOrder, turned] = [agentOf(), agentOf()];
  const rounds = [
    advised("a", "b", "c"),
    advised("a", "a", "b"),
    { ...advised("b", "a", "c"), asleep: ["east"] },
    advised("c", "b"),
  ];
  for (let at = 0; at < 12; at++) {
    const input = rounds[at % rounds.length] ?? advised("a");
    const choice = chosen(inOrder, input);
    const other = { ...input, recommendations: new Map([...input.recommendations].reverse()) };
    expect(chosen(turned, other)).toEqual(choice);
    for (const agent of [inOrder, turned]) if (at % 3 > 0) agent.report(choice.ticket, at / 12);
  }
  expect(writeAgent(turned).losses).toEqual(writeAgent(inOrder).losses);
  expect(turned.openTickets).toEqual([1, 4, 7, 10]);
});

test("whoever comes later starts as if it had slept, also for tickets that were open then", () => {
  const [late, early] = [agentOf(), agentOf({ indexIds: ["north", "east", "south", "west"] })];
  for (const agent of [late, early]) {
    const first = chosen(agent).ticket;
    const second = chosen(agent, advised("a", "b", "c")).ticket;
    agent.report(first, 0.7);
    if (agent === late) expect(agent.addIndex("west")).toEqual({ ok: true, value: { count: 4 } });
    agent.report(second, 0.9);
  }
  const [a, b] = [writeAgent(late).losses, writeAgent(early).losses];
  expect(a[3]).toBeCloseTo(writeAgent(late).baseline, 12);
  expect(a[3]).toBeGreaterThan(0);
  expect(b).toHaveLength(4);
});

test("an agent that was written to a file and read goes on as if it had not been", () => {
  const agent = agentOf({ engine: "tsallis-rv" });
  const tickets = Array.from({ length: 5 }, () => chosen(agent).ticket);
  agent.report(tickets[3] ?? 0, 0.25);
  const again = readAgent(JSON.parse(stateOf(agent)));
  if (!again.ok) throw new Error(again.error.detail);
  for (const each of [agent, again.value]) {
    expect(each.openTickets).toEqual([1, 2, 3, 5]);
    for (const ticket of [1, 5, 2]) each.report(ticket, 0.5);
    each.expire(3);
    for (let at = 0; at < 20; at++) each.report(chosen(each, advised("a", "b", "b")).ticket, 0.1 * (at % 7));
  }
  expect(stateOf(again.value)).toBe(stateOf(agent));
});

test("a file that no agent wrote is refused with the place", () => {
  const agent = agentOf();
  chosen(agent);
  const file = JSON.parse(stateOf(agent));
  const spoiled: [string, unknown][] = [
    ["losses", { ...file, losses: [0, 0] }],
    ["losses", { ...file, losses: [0, 0, "1"] }],
    ["seed", { ...file, seed: "00" }],
    ["engine", { ...file, engine: "luck" }],
    ["open", { ...file, open: [...file.open, ...file.open] }],
    ["open", { ...file, rounds: 0 }],
    ["indexIds", { ...file, indexIds: ["a", "a", "b"] }],
    ["", { ...file, more: 1 }],
    ["", null],
  ];
  for (const [place, document] of spoiled) {
    const answer = readAgent(document);
    expect(codeOf(answer)).toBe("bad-state");
    if (!answer.ok) expect(answer.error.detail).toContain(place);
  }
});

test("u of a round is the first 53 bits of SHA-256(seed, t), and the published hash gives none of it away", () => {
  // SHA-256 of 32 bytes of 7 and eight of the number, by another program.
  expect(uniformOf(seed, 1)).toBe(0.9458409573722494);
  expect(uniformOf(seed, 2 ** 33 + 5)).toBe(0.9452513308430089);
  expect(seedHashOf(seed)).not.toEqual(seed);
});

test("a ceiling says on what it stands, and where there is none it says why", () => {
  const prompt = agentOf();
  prompt.report(chosen(prompt).ticket, 1);
  expect(prompt.certificate()).toMatchObject({
    rounds: 1,
    ceiling: 1,
    assumptions: ["losses-from-0-to-1", "honest-dice"],
  });
  const late = agentOf();
  chosen(late);
  chosen(late);
  late.expire(1);
  expect(late.certificate().assumptions).toEqual([
    "losses-from-0-to-1",
    "honest-dice",
    "fixed-beforehand",
    "delays-alike",
    "expired-cost-1",
  ]);
  expect(agentOf({ engine: "exp3" }).certificate()).toMatchObject({ ceiling: null, without: "no-proof-for-engine" });
  expect(agentOf({ share: true }).certificate()).toMatchObject({ ceiling: null, without: "share" });
  const tsallis = agentOf({ engine: "tc-ix" });
  chosen(tsallis);
  expect(tsallis.certificate().ceiling).toBe(1);
  chosen(tsallis);
  expect(tsallis.certificate()).toMatchObject({ ceiling: null, without: "late-reports" });
});
