/** docs/concepts/disputes.md: what people decide, with the words of the ballot itself. */
import { ABUSIVE_TEST, CHARTER, type CharterQuestion, QUESTION_NAMES, REMEDIED_TEST } from "#lib/dispute/charter.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";

export function charterPage(): string {
  const { panel, appealPanel, hours } = PRESET_DISPUTE_RULES;
  const days = (count: number) => (count % 24 === 0 && count >= 72 ? `${count / 24} days` : `${count} hours`);
  return `# Disputes: what people decide, and by what

This page is generated from \`lib/dispute/charter.ts\` and the preset clocks of \`lib/statement/dispute-rules.ts\`: the ballot on \`/review\` and \`touchstone review charter\` show the same words.

Machines decide what proves itself. What must be read is decided by people: maintainers of the index, whom its administrators appoint, who accept, and who say in public whom they are tied to. On pages they are called reviewers. Who sits in a case is drawn by lot, from those who were maintainers when the case was filed; nobody chooses a case, and the index cannot choose for them.

## The ballot
Three questions, each answer chosen by its one-line test and given with a reason in words. The last two are asked only of what happened.

${QUESTION_NAMES.map((name) => questionOf(CHARTER[name])).join("\n")}
Two more can be said. *It was put right*: ${lowerFirst(REMEDIED_TEST)} *The report was made to harm*, only of what did not happen or cannot be told: ${lowerFirst(ABUSIVE_TEST)}

What a ruling would change in the provider's marks is shown only when all answers are given, so that the result does not lead the finding.

## Sealed, then opened
A ballot is sealed first: its hash stands in the log, its answers with nobody. When voting has closed each seat opens its own; one that is opened before, or that is not what was sealed, does not count. Whoever does not seal, or does not open in time, is shown as not having filled the seat, is not drawn for 30 days, and the next in the draw votes openly.

## How it is counted
The fact by majority; whose doing by majority of those who uphold, else nobody can tell; how grave by the lower median of those who uphold. *Cannot be told* is the outcome without a majority on the fact, or when no more than half of the panel voted. Software that many use is nobody's fault, with a public post-mortem. Two ballots must agree before anything is found, against a provider or for it; a single reviewer who finds against a provider, or against what a machine has proven, needs an administrator's second signature, and the finding weighs half. An appeal that finds nothing leaves what was found.

Where the provider was silent, a grave or serious finding weighs half until an appeal panel confirms it, and for good if nobody asks for one: the reporter can, within the time for appeals. The page of the case says so.

| outcome | when |
|---|---|
| upheld | it happened |
| upheld in part | it happened, some of it |
| no fault | it happened, by software that many use |
| not upheld | it did not happen |
| undecidable | no majority on the fact, or too few votes |
| abusive report | it did not happen, and two say that the report was made to harm |

## Who may not sit
Nobody who operates, funds, audits, is employed by, or holds a balance with either side; who reported, or was reported by, one of them within 180 days; who offers the same kind of service; who sat on an earlier panel of the case; or who has not said whom they are tied to within 180 days. All of it counts as of the day on which the report was filed: what a side does afterwards keeps nobody away, and what reviewers do themselves counts from then on. Of one organisation only one sits. Ties are asked about with names, when a seat is offered: the desk can hide names afterwards. A vote with a tie has no effect, and is shown so. A tie that is found after the count changes nothing by itself: administrators can open the case again for it.

## What has to be trusted
- *Both shares.* A panel follows from the index's link and a share of each side. Whoever colludes with the index and shows its share last chooses between two panels by keeping it back; an index that also keeps the other side's share out of the log until it is too late, among four. Readers see which share is missing, and whoever has the index's promise for a statement can prove that it was kept out. Where the provider is silent, index and reporter choose more freely, which is why such findings are confirmed by others.
- *The administrators.* They appoint and remove: from the filing on they add nobody to a case's draw, and by removing they take out whom they like, also after ballots were opened, so that a case finds nothing. An administrator may run the provider that it is about. Each removal stands in the log with its reason, in the panel as *removed*, and in the ruling by the votes that are missing.
- *The last word.* Evidence closes for both sides at one moment, and what one brings in the last second the other answers on an appeal.

## Clocks
Presets; a case keeps those of the day on which it was filed.

| what | time |
|---|---|
| the provider answers | ${days(hours.respond)}, once ${days(hours.extension)} more |
| evidence is open | ${days(hours.evidence)} (${days(hours.urgentEvidence)} on an appeal) |
| shares of the draw are shown | ${days(hours.shares)} |
| seats are taken or declined | ${days(hours.seats)} |
| ballots are sealed | ${days(hours.vote)} |
| ballots are opened | ${days(hours.reveal)} |
| the draft of the ruling is public before it holds | ${days(hours.draft)} |
| either side may appeal | ${days(hours.appeal)} |

A panel has ${panel} seats, one of an appeal ${appealPanel}, of others than the first.
`;
}

function questionOf({ title, lead, options }: CharterQuestion<string>): string {
  const rows = options.map((option) => `| **${option.title}** | ${option.test} |\n`);
  return `### ${title}\n${lead}\n\n| answer | test |\n|---|---|\n${rows.join("")}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
