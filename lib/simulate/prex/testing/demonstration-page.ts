/** For the test that keeps docs/demonstration.md: the stories of the invented market with links into the demonstration. */
import type { CaseId } from "#lib/kernel/ids.ts";
import { caseOf } from "#lib/state/view.ts";
import type { PlayedWorld } from "./played-world.ts";

const AT = "http://127.0.0.1:3000";

export function demonstrationPage(played: PlayedWorld): string {
  const { world } = played;
  const losses = played.play.weeks.losses(played.play.state, world.now0);
  const share = (hundredths: number) => `${Math.round(hundredths / 100)} %`;
  const habits = Object.entries(losses).map(
    ([habit, { worstBlow, worstYear, meanYear }]) =>
      `| ${habit} | ${share(worstBlow)} | ${share(worstYear)} | ${share(meanYear)} |`,
  );
  const stories = world.stories.flatMap(({ title, told, shows, providers, cases }) => [
    `## ${title}`,
    "",
    `${told} ${shows}`,
    "",
    ...providers.map((id) => `- [${nameOf(played, id)}](${AT}/providers/${id})`),
    ...casesOf(played, cases),
    "",
  ]);
  const root = `On the visitor's day the log has ${played.entries} entries, and this root: \`${played.root()}\`.`;
  return [...HEAD, root, "", ...LOSSES, ...habits, "", ...stories].join("\n");
}

const HEAD = [
  "# The demonstration and its stories",
  "",
  "A new data folder gets a market that nobody runs: 25 instances and 65 services over two years, from 1 December 2024 to 1 December 2026, with operators, users, auditors and maintainers. All of them are invented, and so are their names. Their keys follow from a seed and are public; what they sign is signed, logged, cosigned and judged like anything else, so that every proof verifies. The same seed gives the same log on any machine, and the addresses below hold for a demonstration that runs at the usual place.",
  "",
  "Let time pass, and it goes on: something is to be seen in each of the next weeks. Cases of later weeks have no page before; then `/cases` lists them. A provider's page draws the newest half-year of its history: “2 years”, or “Show all” where it was quiet, brings the rest.",
  "",
];

const LOSSES = [
  "## What users lost in the two years",
  "",
  "Sixty invented users each said what losing would not hurt them, and wanted to hold twice as much. Some kept the limits of the day, some went by the price, some by the size. What was lost is computed from the tiers of each week and from who stopped to pay; in percent of what each said.",
  "",
  "| users who | most at one blow | most in a year | on average in a year |",
  "|---|---|---|---|",
];

/** Whoever comes on the visitor's day finds every page that is linked. */
function casesOf(played: PlayedWorld, cases: readonly CaseId[]): string[] {
  const here = cases.filter((id) => caseOf(played.play.state, id) !== undefined);
  const later = cases.length - here.length;
  const links = here.map((id, nth) => `[${nth + 1}](${AT}/cases/${id})`).join(", ");
  return [
    ...(here.length === 0 ? [] : [`- Cases: ${links}`]),
    ...(later === 0 ? [] : [`- ${later} ${later === 1 ? "case" : "cases"} in later weeks`]),
  ];
}

function nameOf(played: PlayedWorld, id: string): string {
  return played.providers().find((one) => one.id === id)?.name ?? id;
}
