/** The invented market: `npm run bench -- prex-world [seed]`: its size, how long it takes to play, and who ends in which tier. */
import { MODEL_1 } from "#lib/reputation/model.ts";
import { PrexPlay } from "#lib/simulate/prex/play.ts";
import { nodeSign } from "#lib/simulate/prex/sign.ts";
import { meansHere } from "#lib/simulate/prex/testing/means.ts";
import { prexWorld } from "#lib/simulate/prex/world.ts";
import { marksByModel } from "#lib/state/marks/marks-input.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { DEMO_SEED } from "#lib/statement/demo-key.ts";
import { Report } from "./support/report.ts";

const seed = process.argv[2] ?? DEMO_SEED;
const report = new Report(
  "prex-world",
  "Two years of an invented market",
  `The world of the seed "${seed}", played into a log in memory with signatures and runs of code of this process; each answer is run once.`,
);
const begun = performance.now();
const world = await prexWorld(seed, nodeSign);
const written = performance.now();
const play = new PrexPlay(world, await meansHere());
const kinds = new Map<string, number>();
const voids: string[] = [];
let entries = 0;
for await (const { statement, effect, at } of play.until(world.now0)) {
  entries += 1;
  const { body } = statement;
  const what =
    statement.kind === "verdict"
      ? ` ${body.verdict} ${body.reason}`
      : body.type === "re-execution"
        ? ` ${body.outcome} ${body.reason}`
        : statement.kind === "ruling"
          ? ` ${body.by} ${body.outcome}`
          : "";
  const name = statement.kind + what;
  kinds.set(name, (kinds.get(name) ?? 0) + 1);
  if (effect.status === "void")
    voids.push(
      `${new Date(at).toISOString()} ${statement.kind} ${statement.subject}: ${effect.code} ${JSON.stringify(body).slice(0, 160)}`,
    );
}
const played = performance.now();
report.table(
  ["what", "how many"],
  [...kinds].sort(([, a], [, b]) => b - a).map(([kind, count]) => [kind, `${count}`]),
);
const providers = play.state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form] : []));
const rated = providers.map((form) => ({ form, marks: marksByModel(play.state, form.id, dayOf(world.now0), MODEL_1) }));
report.table(
  ["provider", "kind", "tier", "conduct", "upper end, conduct", "upper end, failure", "clean", "gates"],
  rated.map(({ form, marks }) => [
    form.name,
    form.kind,
    `${marks?.tier}`,
    `${marks?.conduct.score}`,
    `${((marks?.conduct.high ?? 0) / 10_000).toFixed(2)} %`,
    marks?.failure == null ? "" : `${(marks.failure.high / 10_000).toFixed(2)} %`,
    `${Math.floor((marks?.conduct.clean ?? 0) / 65_536)}`,
    marks?.gates.map(({ rule }) => rule).join(", ") ?? "",
  ]),
);
const tiers = new Map<string, number>();
for (const { form, marks } of rated)
  tiers.set(`${form.kind} ${marks?.tier}`, (tiers.get(`${form.kind} ${marks?.tier}`) ?? 0) + 1);
report.table(
  ["tier", "providers"],
  [...tiers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tier, count]) => [tier, `${count}`]),
);
for (const line of voids.slice(0, 40)) process.stdout.write(`void: ${line}\n`);
report.target(
  "played",
  `${entries} entries in ${Math.round(played - written)} ms, ${voids.length} of them void; written in ${Math.round(written - begun)} ms`,
  entries <= 12_000,
);
report.write();
