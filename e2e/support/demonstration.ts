/** An index of its own at the demonstration's name, whose clock a test moves: started by `up`, as its own processes. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { CaseView } from "#lib/contract/cases.ts";
import { asInstant, formatInstant, type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { type Identity, identityOfSeed } from "#lib/statement/compose.ts";
import { type Index, openIndex, type Recorded, record, signed } from "./publish.ts";
import { runUp, temporaryFolder } from "./run-index.ts";
import { nextLook, until } from "./until.ts";

const ORIGIN = "demo.touchstone.invalid/log";
/** The worker records what is due when the log's clock is so far past it. */
const MARGIN_SECONDS = 3;
/** At most at a time. */
const STEP_SECONDS = 28 * 24 * 3600;
/** A case is drawn whole for each look. */
const LOOK_EVERY_MS = 200;
const BUDGETS = {
  registeredPerHour: 100_000,
  unregisteredPerHour: 100_000,
  addressPerMinute: 100_000,
  unregisteredPerAddressPerHour: 100_000,
};

type Said = Parameters<typeof signed>[1];

export class Demonstration {
  readonly index: Index;
  /** The first administrator's key. */
  readonly admin: Identity;
  /** For whoever acts from a command line. */
  readonly home: string;
  readonly #stop: () => Promise<void>;

  private constructor(index: Index, admin: Identity, home: string, stop: () => Promise<void>) {
    this.index = index;
    this.admin = admin;
    this.home = home;
    this.#stop = stop;
  }

  static async start(port: number): Promise<Demonstration> {
    const folder = temporaryFolder();
    const policy = path.join(folder.path, "policy.json");
    const data = path.join(folder.path, "data");
    writeFileSync(policy, JSON.stringify({ budgets: BUDGETS }));
    const up = runUp(["--empty", "--origin", ORIGIN, "--data", data, "--port", `${port}`, "--policy", policy]);
    const stop = async (): Promise<void> => {
      await up.stop();
      folder.remove();
    };
    try {
      const index = await openIndex(await up.ready);
      const admin = identityOfSeed(readKeyFile(path.join(data, "keys", "admin.json"), "admin").seed);
      const demo = new Demonstration(index, admin, path.join(folder.path, "home"), stop);
      // Its clock stood still since its genesis; helpers of other journeys date by the machine's.
      await demo.passTo(formatInstant(asInstant(Date.now())));
      return demo;
    } catch (error) {
      await stop();
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  async get<T>(path: string): Promise<T> {
    return (await fetch(new URL(path, this.index.baseUrl))).json() as Promise<T>;
  }

  /** The index's time. */
  async now(): Promise<Instant> {
    const { as_of } = await this.get<{ as_of: { time: string } }>("/api/v1/cases?limit=1");
    return instantOf(as_of.time);
  }

  /** Signed at the index's time; an error where it is refused or void. */
  async say(by: Identity, said: Said): Promise<Recorded> {
    const { bytes, hash } = signed({ ...by, index: this.index }, said, await this.now());
    const recorded = await record(this.index, bytes, hash);
    if (recorded.effect?.status !== "effective") throw new Error(`${said.kind}: ${JSON.stringify(recorded.effect)}`);
    return recorded;
  }

  /** Lets time pass until a little after that time. */
  async passTo(time: string | null | undefined): Promise<void> {
    if (time == null) throw new Error("There is no such time in this case.");
    for (;;) {
      const left = Math.ceil((instantOf(time) - (await this.now())) / SECOND_MS) + MARGIN_SECONDS;
      if (left <= 0) return;
      const answer = await fetch(new URL("/api/v1/clock/advance", this.index.baseUrl), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ seconds: Math.min(left, STEP_SECONDS) }),
      });
      if (!answer.ok) throw new Error(`Time does not pass: ${answer.status} ${await answer.text()}`);
    }
  }

  async case(id: string): Promise<CaseView> {
    return (await this.get<{ data: CaseView }>(`/api/v1/cases/${id}`)).data;
  }

  /** The case once that holds of it. */
  untilCase(id: string, what: string, holds: (one: CaseView) => boolean): Promise<CaseView> {
    return until(what, async () => {
      const one = await this.case(id);
      if (holds(one)) return one;
      await nextLook(LOOK_EVERY_MS);
      return undefined;
    });
  }
}

function instantOf(text: string): Instant {
  const found = parseInstant(text);
  if (found === undefined) throw new Error(`${text} is no time such as ${formatInstant(0 as Instant)}.`);
  return found;
}
