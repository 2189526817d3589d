import { ACTS, type Act, ROLES } from "#lib/dispute/acts.ts";
import { CASE_STATES } from "#lib/dispute/dispute.ts";
import { mayAct, TRANSITIONS } from "#lib/dispute/transitions.ts";
import { type ClockName, PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";

const ROLE_WORDS = {
  reporter: "the reporter",
  accused: "the operator, or a member for answers",
  maintainer: "a maintainer of the panel",
  index: "the index",
  admins: "the admins, by threshold",
  anyone: "any did:key",
} as const satisfies Record<(typeof ROLES)[number], string>;

/** `docs/protocol/disputes.md`: the machine of a case, and who may do what in which state, from its table. */
export function disputesPage(): string {
  const steps = TRANSITIONS.map(({ from, to, who, by, guard = "", clocks = [], effect = "" }) => {
    const cells = [from.map(code).join(", "), to === null ? "stays" : code(to), ROLE_WORDS[who], actWords(by), guard];
    return `| ${[...cells, clocks.map(clockWords).join(" + "), effect].join(" | ")} |`;
  });
  const said = ACTS.filter((act) => !act.startsWith("clock:"));
  const matrix = CASE_STATES.map((state) => `| ${code(state)} | ${said.map((act) => cell(state, act)).join(" | ")} |`);
  const clocks = Object.entries(PRESET_DISPUTE_RULES.hours).map(
    ([name, count]) => `| \`${name}\` | ${hourWords(count)} |`,
  );
  return `# How a dispute goes

This page is generated from \`lib/dispute/transitions.ts\`, the table that reducers ask, and from the presets of the policy. What a report is, and what a machine makes of it, stands in [cases](cases.md);
how reviewers are drawn and their ballots counted, in [draw](draw.md).

## Steps

| from | to | who | by | guard | clock | what it does |
|---|---|---|---|---|---|---|
${steps.join("\n")}

What time makes due is derived: at its deadline the state has changed, recorded or not. The index's \`clock.record\` only notes it, and is void unless it says just that.

- *Evidence closes at midnight* (UTC), the first one that leaves all its hours, and so do the hours for shares: all cases of one day are drawn at one moment. It adds less than a day.
- *A draw that the index does not log* ends no case: the case waits, and the index's lateness is shown.
- *Ends*: \`final\`, \`duplicate\`, \`withdrawn\`, \`expired\` and \`handed_over\`. Only a reopening leads out of them.

## Clocks

| clock | preset |
|---|---|
${clocks.join("\n")}

A case keeps the clocks and panels of the policy that it was filed under. Both sides are told one date: the longest way to a ruling in whole days and two days in reserve for the index's
own delays. With the presets that is 28 days from filing, 35 with an extension; a test sums the clocks of every path (\`lib/dispute/paths.test.ts\`).

## Who may do what, and when

${ROLES.map((role) => `**${letter(role)}** ${ROLE_WORDS[role]}`).join(" · ")}. An empty cell is refused: the entry is void.

| state | ${said.map(code).join(" | ")} |
|---|${said.map(() => "---|").join("")}
${matrix.join("\n")}
`;
}

function cell(state: (typeof CASE_STATES)[number], act: Act): string {
  return ROLES.filter((role) => mayAct(state, act, role))
    .map(letter)
    .join(" ");
}

const code = (name: string) => `\`${name}\``;
const letter = (role: (typeof ROLES)[number]) =>
  role === "anyone"
    ? "any"
    : role.slice(0, 1).toUpperCase() + (role === "accused" || role === "admins" ? role.slice(1, 2) : "");

function actWords(act: Act): string {
  return act.startsWith("clock:") ? `time (\`${act.slice("clock:".length)}\`)` : code(act);
}

function clockWords(clock: ClockName): string {
  return `${clock} (${hourWords(PRESET_DISPUTE_RULES.hours[clock])})`;
}

function hourWords(count: number): string {
  return count % 24 === 0 && count > 48 ? `${count / 24} d` : `${count} h`;
}
