/** For tests: the invented market played once, with what readers would have seen on the way. */
import { caseEvents, type Event, isTold, saidEvent } from "#lib/contract/history-events.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { leafHash } from "#lib/log/tree.ts";
import type { Point } from "#lib/reputation/market/point.ts";
import { type Marks, ratedOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { stackOf } from "#lib/reputation/stack.ts";
import { type Alert, alertsOf, type MarksTold, marksAlerts, NOTHING_TOLD } from "#lib/state/alerts.ts";
import { formText, type ProviderForm } from "#lib/state/forms.ts";
import { soldServices } from "#lib/state/marks/instance-facts.ts";
import { marksByModel } from "#lib/state/marks/marks-input.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { caseOf } from "#lib/state/view.ts";
import { DEMO_SEED } from "#lib/statement/demo-key.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { type Played, PrexPlay } from "../play.ts";
import type { PrexWorld, Story } from "../saying.ts";
import { nodeSign } from "../sign.ts";
import { prexWorld } from "../world.ts";
import { meansHere } from "./means.ts";

function linesOf({
  disclosures,
}: ProviderForm): Readonly<Record<string, readonly [price: string, from: string, days: number]>> {
  return (disclosures.fees?.facts?.lines ?? {}) as never;
}

export class PlayedWorld {
  readonly world: PrexWorld;
  readonly play: PrexPlay;
  readonly voids: string[] = [];
  readonly kinds = new Map<string, number>();
  readonly alerts: Alert[] = [];
  /** Of every provider that a story tells of, on the first day of each fourth week. */
  readonly paths = new Map<string, string[]>();
  /** Of whom followers were told on one of these days that it would fall. */
  readonly warned = new Set<string>();
  /** Of those: what followers were told of its tier, from one of these days to the next. */
  readonly #moves = new Map<string, { last: MarksTold; kinds: Set<string> }>();
  entries = 0;
  /** How far it is played. */
  at: Instant;
  /** What was said of each provider and is drawn on its history, in order. */
  readonly #said = new Map<string, Event[]>();
  /** When each provider last gave a sign of life. */
  readonly #beats = new Map<string, Instant>();
  #tree = emptyFrontier();
  /** What somebody has who read the rows of the state and went on. */
  #reread: MemoryState | undefined;

  private constructor(world: PrexWorld, play: PrexPlay) {
    this.world = world;
    this.play = play;
    this.at = world.start;
  }

  static async toNow(): Promise<PlayedWorld> {
    const world = await prexWorld(DEMO_SEED, nodeSign);
    const played = new PlayedWorld(world, new PrexPlay(world, await meansHere()));
    await played.on(world.now0);
    return played;
  }

  /** Goes on to that time. */
  async on(until: Instant): Promise<void> {
    for await (const entry of this.play.until(until)) this.#note(entry);
    this.at = until;
  }

  #note({ at, bytes, statement, hash, effect, applied, index }: Played): void {
    this.#reread?.apply({ index, leafHash: leafHash(encodeEntry(at, bytes)), loggedAt: at, statement, hash });
    this.entries += 1;
    this.#tree = append(this.#tree, [leafHash(encodeEntry(at, bytes))]).frontier;
    this.kinds.set(statement.kind, (this.kinds.get(statement.kind) ?? 0) + 1);
    if (statement.kind === "disclosure.heartbeat") this.#beats.set(statement.subject, at);
    if (isTold(statement.kind)) {
      const transition = statement.kind === "clock.record" ? String(statement.body.transition) : null;
      const said = this.#said.get(statement.subject) ?? [];
      this.#said.set(statement.subject, [...said, saidEvent(index, at, statement.kind, transition)]);
    }
    if (effect.status === "void") this.voids.push(`${statement.kind} at ${new Date(at).toISOString()}: ${effect.code}`);
    for (const [nth, { form }] of applied.touched.entries())
      this.alerts.push(...alertsOf(applied.before[nth], form, index));
    // The first state root of a fourth week stands for its day.
    if (statement.kind === "state.root" && Math.floor((at - this.world.start) / DAY_MS) % 28 < 7) this.#rate(at);
  }

  #rate(at: Instant): void {
    const told = new Set(this.world.stories.flatMap(({ providers }) => providers));
    for (const id of told) {
      const marks = marksByModel(this.play.state, id, (Math.floor(at / DAY_MS) * DAY_MS) as Instant, MODEL_1);
      if (marks === undefined) continue;
      this.paths.set(id, [...(this.paths.get(id) ?? []), marks.tier]);
      const ahead = marksAlerts({ tier: marks.tier, pending: null }, marks, 0 as EntryIndex, "facts");
      if (ahead.length > 0) this.warned.add(id);
      const { last, kinds } = this.#moves.get(id) ?? { last: NOTHING_TOLD, kinds: new Set<string>() };
      for (const { kind } of marksAlerts(last, marks, 0 as EntryIndex, "facts")) kinds.add(kind);
      this.#moves.set(id, { last: { tier: marks.tier, pending: null }, kinds });
    }
  }

  /** From here on the entries are folded twice: into the state, and into one that was read from its rows. */
  read(): void {
    const rows = this.play.state.rows();
    this.#reread = MemoryState.load(rows.map((row) => ({ ...row, form: JSON.parse(formText(row.form)) })));
  }

  /** Keys of rows that are another in the state that was read from rows. */
  differing(): string[] {
    const read = this.#reread;
    return this.play.state.rows().flatMap(({ key, form }) => {
      const other = read?.get(key);
      return other !== undefined && formText(other) === formText(form) ? [] : [key];
    });
  }

  /** Base64, of the tree over all entries so far. */
  root(): string {
    return base64Encode(rootOf(this.#tree));
  }

  marks(name: string): Marks {
    const { id } = this.provider(name);
    const at = (Math.floor(this.world.now0 / DAY_MS) * DAY_MS) as Instant;
    const found = marksByModel(this.play.state, id, at, MODEL_1);
    if (found === undefined) throw new Error(`${name} has no marks.`);
    return found;
  }

  providers() {
    return this.play.state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form] : []));
  }

  /** Every offer as the market compares it, by category. */
  offers(): Map<string, Point[]> {
    const offers = new Map<string, Point[]>();
    for (const instance of this.providers().filter(({ kind }) => kind === "instance"))
      for (const id of soldServices(instance)) {
        const service = this.providers().find((one) => one.id === id);
        if (service === undefined) continue;
        const [category = ""] = Object.keys(linesOf(service)).map((name) => name.split(" / ")[0] ?? "");
        const price = linesOf(instance)[`${id} / call / EUR`]?.[0] ?? "0";
        const rated = stackOf(ratedOf(this.marks(service.name)), ratedOf(this.marks(instance.name)), MODEL_1);
        const point = {
          key: `${service.name} at ${instance.name}`,
          price: BigInt(Math.round(Number(price) * 1_000_000)),
          rated,
        };
        offers.set(category, [...(offers.get(category) ?? []), { ...point, together: [], fates: [], traits: [] }]);
      }
    return offers;
  }

  provider(name: string) {
    const found = this.providers().find((form) => form.name === name);
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  }

  /** Tiers on the way, each once in a row: "unrated D C". */
  path(name: string): string {
    const tiers = this.paths.get(this.provider(name).id) ?? [];
    return tiers.filter((tier, nth) => tier !== tiers[nth - 1]).join(" ");
  }

  /** Kinds of what followers were told of it, each once. */
  told(name: string): Set<string> {
    const { id } = this.provider(name);
    const said = this.alerts.filter(({ provider }) => provider === id).map(({ kind }) => kind);
    return new Set<string>([...said, ...(this.#moves.get(id)?.kinds ?? [])]);
  }

  /** What its history draws beside the tiers, each once: kinds, what was due, and the fate of its cases. */
  drawn(name: string): Set<string> {
    const { id } = this.provider(name);
    const cases = this.play.state
      .rows()
      .flatMap(({ form }) => (form.aggregate === "case" && form.provider === id ? caseEvents(form) : []));
    return new Set(
      [...(this.#said.get(id) ?? []), ...cases].map(({ kind, says: { params } }) =>
        [kind, params.transition ?? params.verdict ?? ""].join(" ").trim(),
      ),
    );
  }

  /** Days from its last sign of life until it was suspended, and until it was found to have failed. */
  silence(name: string): { suspended: number; failed: number } {
    const { id } = this.provider(name);
    const daysUntil = (transition: string): number => {
      const found = (this.#said.get(id) ?? []).findLast(({ says }) => says.params.transition === transition);
      const [from, to] = [this.#beats.get(id), parseInstant(found?.at ?? "")];
      if (from === undefined || to === undefined) throw new Error(`${name} was never silent until ${transition}.`);
      return (to - from) / DAY_MS;
    };
    return { suspended: daysUntil("suspend"), failed: daysUntil("fail") };
  }

  story(id: string): Story {
    const found = this.world.stories.find((story) => story.id === id);
    if (found === undefined) throw new Error(`No story ${id}.`);
    return found;
  }

  /** Of each case of a story: its state and the outcomes of its rulings. */
  rulings(id: string): string[] {
    return this.story(id).cases.map((one) => {
      const form = caseOf(this.play.state, one);
      return form === undefined
        ? "none"
        : [form.state, ...(form.dispute?.rulings ?? []).map(({ outcome }) => outcome)].join(" ");
    });
  }
}
