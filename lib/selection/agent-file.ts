/**
 * An agent as a document of plain values, and back: `touchstone-selection-agent/v1`. It holds the seed, so that whoever reads it
 * knows the choices to come: keep it as a key is kept. Numbers are written by JSON in full, so that nothing is lost.
 */
import { z } from "zod";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type AgentParts, type OpenTicket, SelectionAgent, type SelectionError } from "./agent.ts";
import { ENGINE_NAMES } from "./engines.ts";
import { ASLEEP, type Draw, newState } from "./state.ts";

const TYPE = "touchstone-selection-agent/v1";

const number = z.number();
const count = z.int().min(0);
const probability = z.number().gt(0).max(1.000001);
const name = z.string().max(2_048, { abort: true });

const DrawShape = z.strictObject({
  round: z.int().min(1),
  index: count,
  provider: count,
  probability,
  providerProbability: probability,
  eta: number.min(0),
  gamma: number.min(0),
  distinct: z.int().min(1),
  open: count,
  advice: z.array(z.int().min(ASLEEP)).max(4_096),
  heavy: z.array(count),
  heavyMass: number.min(0),
});

const AgentFile = z.strictObject({
  type: z.literal(TYPE),
  engine: z.enum(ENGINE_NAMES),
  seed: z.string().regex(/^[0-9a-f]{64}$/),
  indexIds: z.array(name).max(4_096),
  maxIndexes: z.int().min(2).max(4_096),
  kappa: number.min(0).max(100),
  share: z.boolean(),
  horizon: z.int().min(1),
  rounds: count,
  expired: count,
  late: count,
  newcomers: count,
  losses: z.array(number),
  plays: z.array(count),
  baseline: number,
  costs: number.min(0),
  spent: number.min(0),
  open: z.array(z.strictObject({ provider: name, draw: DrawShape })),
});

export type AgentFile = z.infer<typeof AgentFile>;

/** What `JSON.stringify` should write. */
export function writeAgent({ parts: { engine, seed, indexIds, state, open } }: SelectionAgent): AgentFile {
  const { kappa, share, horizon, rounds, expired, late, newcomers, baseline, costs, spent } = state;
  return {
    type: TYPE,
    engine,
    seed: hexEncode(seed),
    indexIds: [...indexIds],
    maxIndexes: state.capacity,
    kappa,
    share,
    horizon,
    rounds,
    expired,
    late,
    newcomers,
    losses: [...state.losses.subarray(0, state.count)],
    plays: [...state.plays.subarray(0, state.count)],
    baseline,
    costs,
    spent,
    open: [...open.values()].map(({ provider, draw }) => ({
      provider,
      draw: { ...draw, advice: [...draw.advice], heavy: [...draw.heavy] },
    })),
  };
}

/** Reads what {@link writeAgent} wrote. Errors: `bad-state`, with the place, for anything that no agent writes. */
export function readAgent(document: unknown): Result<SelectionAgent, SelectionError> {
  const parsed = AgentFile.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return bad(`${issue?.path.join("/") ?? ""}: ${issue?.message ?? "not an agent's file"}`);
  }
  const file = parsed.data;
  const { indexIds, losses, plays, maxIndexes, open } = file;
  if (losses.length !== indexIds.length || plays.length !== indexIds.length)
    return bad("losses: one for each index, and one count.");
  if (indexIds.length > maxIndexes || new Set(indexIds).size < indexIds.length)
    return bad("indexIds: distinct, and at most maxIndexes.");
  const seed = hexDecode(file.seed);
  if (seed === undefined) return bad("seed: 64 hex digits.");
  const tickets = new Map<number, OpenTicket>();
  for (const ticket of open) {
    if (!isWhole(ticket.draw, file)) return bad(`open: ticket ${ticket.draw.round} does not fit the agent.`);
    if (tickets.has(ticket.draw.round)) return bad(`open: ticket ${ticket.draw.round} is there twice.`);
    tickets.set(ticket.draw.round, ticket);
  }
  const state = newState({ ...file, capacity: maxIndexes, count: indexIds.length });
  state.losses.set(losses);
  state.plays.set(plays);
  const { rounds, expired, late, newcomers, baseline, costs, spent } = file;
  Object.assign(state, { rounds, expired, late, newcomers, baseline, costs, spent, open: tickets.size });
  const parts: AgentParts = { engine: file.engine, seed, indexIds, state, open: tickets };
  return ok(new SelectionAgent(parts));
}

function isWhole({ round, index, provider, advice, heavy }: Draw, { rounds, indexIds }: AgentFile): boolean {
  return (
    round <= rounds &&
    advice.length <= indexIds.length &&
    advice[index] === provider &&
    heavy.every((at) => at < advice.length)
  );
}

function bad(detail: string): { readonly ok: false; readonly error: SelectionError } {
  return err({ code: "bad-state", detail });
}
