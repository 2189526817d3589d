/** Fakes against the ranking: `npm run bench -- attack-replay [providers] [worlds]`, 300 and 5 when not given. */
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { attack } from "#lib/simulate/attack.ts";
import { seededRandom } from "#lib/simulate/dice.ts";
import { Report, spreadOf } from "./support/report.ts";

const FAKES = [0, 1, 2, 5, 10, 20, 50, 100] as const;
const LEAST_AUC = 0.95;

const providers = Number(process.argv[2] ?? 300);
const worlds = Number(process.argv[3] ?? 5);
const report = new Report(
  "attack-replay",
  "Fake identities against the conduct score",
  `In ${worlds} worlds of ${providers} providers each, three in ten had at least one upheld grave or serious fault within a year. Then k fake identities attack each: those of bad providers have its answers run again as often as the caps let through, those of good ones report it, once with a third party's signature and twice without proof. AUC: how often a good provider stands above a bad one. Model ${modelHash(MODEL_1)}.`,
);
const rows = FAKES.map((fakes) => {
  const results = Array.from({ length: worlds }, (_, world) =>
    attack(seededRandom(1_000 * world + fakes), { fakes, targets: providers }, MODEL_1),
  );
  const conduct = spreadOf(results.map(({ aucConduct }) => aucConduct ?? 0));
  const votes = spreadOf(results.map(({ aucVotes }) => aucVotes ?? 0));
  return { fakes, conduct, votes };
});
const digits = ({ min, median, max }: { min: number; median: number; max: number }) =>
  `${median.toFixed(3)} (${min.toFixed(3)} to ${max.toFixed(3)})`;
report.table(
  ["fakes for each provider", "AUC of the conduct score", "AUC if all voices counted equally"],
  rows.map(({ fakes, conduct, votes }) => [`${fakes}`, digits(conduct), digits(votes)]),
);
const least = Math.min(...rows.map(({ conduct }) => conduct.min));
report.target(`AUC ≥ ${LEAST_AUC} with up to 100 fakes`, `${least.toFixed(3)} at least`, least >= LEAST_AUC);
report.write();
