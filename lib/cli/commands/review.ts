/** `touchstone review`: what waits for a maintainer, seats, and ballots that are sealed here and opened later. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { caseIdSchema, oneOf } from "#lib/contract/common.ts";
import { type OwnSeat, queueItemSchema, reviewCaseSchema } from "#lib/contract/review.ts";
import { BALLOT_FILE_TYPE, type BallotFile, type BallotPlace, commitOfBallot } from "#lib/dispute/ballot-file.ts";
import { ABUSIVE_TEST, CHARTER, isUpholding, QUESTION_NAMES, REMEDIED_TEST } from "#lib/dispute/charter.ts";
import { claimSentence } from "#lib/evidence/words/verdict-words.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { type Answers, answersSchema } from "#lib/statement/dispute-bodies.ts";
import { ACTING_OPTIONS, type Acting, openActing, perform } from "../acting-key.ts";
import { type Command, EXIT, type Io, UsageError } from "../command.ts";
import { findBallot, keepBallot, openBallot } from "../review/kept-ballots.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  ...ACTING_OPTIONS,
  ...{ all: flag, reason: text, fact: text, attribution: text, severity: text, remedied: text },
  ...{ abusive: flag, "why-fact": text, "why-attribution": text, "why-severity": text, ballot: text },
} as const;

type Values = ReturnType<typeof parse>["values"];
type Action = (acting: Acting, argument: string, values: Values, io: Io) => Promise<void>;

function parse(args: string[]) {
  return parseArgs({ args, options: OPTIONS, allowPositionals: true });
}

export const review: Command = {
  summary: "for maintainers: what waits for you, your seats, and your ballots",
  usage: `touchstone review queue [--all]                    --key <label>
       touchstone review charter
       touchstone review accept <case>                   --key <account key>
       touchstone review decline|recuse <case> --reason <why> --key <account key>
       touchstone review vote <case> --fact <answer> --why-fact <reason> [--attribution <answer> --why-attribution <reason>
                              --severity <answer> --why-severity <reason> [--remedied yes|no]] [--abusive] --key <account key>
       touchstone review reveal <case> [--ballot <file>] --key <account key>

  To accept is to say that nothing ties you to either side. vote seals the ballot: it is kept in $TOUCHSTONE_HOME/ballots,
  and only its seal is published. reveal opens it when voting has closed, and not before. charter says what each answer
  means, and by which test it is chosen.`,
  async run(args, io) {
    const { values, positionals } = parse(args);
    const [name = "queue", argument = "", more] = positionals;
    if (name === "charter") return tellCharter(io);
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined || more !== undefined)
      throw new UsageError(`There is no "review ${positionals.join(" ")}".`);
    await action(await openActing(values, io), argument, values, io);
    return EXIT.ok;
  },
};

const queueSchema = z.object({ data: z.array(queueItemSchema) });

const ACTIONS: Record<string, Action> = {
  async queue({ remote, account }, _, { all }, io) {
    const query = new URLSearchParams({ maintainer: account.did, filter: all === true ? "all" : "mine", limit: "200" });
    const { data } = await remote.get(`api/v1/review/queue?${query}`, queueSchema);
    if (io.json) io.out(JSON.stringify(data));
    else if (data.length === 0) io.out(all === true ? "No case is open." : "Nothing is due.");
    else
      for (const { case: id, claim, state, seat, due_at } of data)
        io.out(
          `${id}  ${seat?.does ?? state}, ${seat?.does ? `until ${seat.due_at}` : due_at === null ? "no clock runs" : `next clock ${due_at}`}\n  ${claimSentence(claim)}`,
        );
  },

  async accept(acting, argument, _, io) {
    const { id, seat } = await openSeat(acting, argument, ["answer"]);
    const body = { round: seat.round, noConflict: true };
    await perform(acting, { kind: "panel.accept", subject: id, prev: null, body }, "you sit.", io);
  },

  async decline(acting, argument, values, io) {
    const { id, seat } = await openSeat(acting, argument, ["answer"]);
    const body = { round: seat.round, reason: reasonOf(values) };
    await perform(
      acting,
      { kind: "panel.decline", subject: id, prev: null, body },
      "the next in the draw is asked.",
      io,
    );
  },

  async recuse(acting, argument, values, io) {
    const { id, seat } = await openSeat(acting, argument, ["vote", "vote-openly", "reveal"]);
    const body = { round: seat.round, reason: reasonOf(values) };
    await perform(
      acting,
      { kind: "panel.recuse", subject: id, prev: null, body },
      "the next in the draw is asked.",
      io,
    );
  },

  async vote(acting, argument, values, io) {
    const answers = answersOf(values);
    const { id, seat, place } = await openSeat(acting, argument, ["vote", "vote-openly"]);
    const ballot = ballotOf(io, place, answers);
    const path = keepBallot(io.env, ballot);
    if (seat.open) return await reveal(acting, ballot, "your ballot is open.", io);
    const body = { round: seat.round, commit: commitOfBallot(ballot) };
    const says = `your ballot is sealed. Open it from ${seat.votes_by} to ${seat.reveals_by}; it lies in ${path}.`;
    await perform(acting, { kind: "vote.commit", subject: id, prev: null, body }, says, io);
  },

  async reveal(acting, argument, { ballot: file }, io) {
    const { seat, place, now } = await openSeat(acting, argument, ["reveal"]);
    if (seat.from !== null && now < seat.from)
      throw new UsageError(`Voting closes at ${seat.from}: a ballot that is opened before does not count.`);
    const read = openBallot(io.env, place, seat.commit, file);
    if (!read.ok) throw new UsageError(PROBLEM_WORDS[read.error]);
    await reveal(acting, read.value, "your ballot is open.", io);
  },
};

const PROBLEM_WORDS = {
  "not-a-ballot": "This is no ballot file, or it was changed.",
  "another-log": "This ballot is of another index.",
  "another-case": "This ballot is of another case.",
  "another-round": "This ballot is of another panel of this case.",
  "another-maintainer": "This ballot is somebody else's.",
  "another-ballot": "This is not the ballot that you sealed: its seal in the log is another.",
} as const;

/** The own seat in a case, when it has one of these to do. Errors: `UsageError` says what it has to do instead. */
async function openSeat(
  { remote, account, log }: Acting,
  argument: string,
  tasks: readonly NonNullable<OwnSeat["does"]>[],
): Promise<{ id: CaseId; seat: OwnSeat; place: BallotPlace; now: string }> {
  if (!caseIdSchema.safeParse(argument).success) throw new UsageError("Name the case by its id (case_…).");
  const id = argument as CaseId;
  const path = `api/v1/review/cases/${id}?maintainer=${encodeURIComponent(account.did)}`;
  const { data, as_of } = await remote.get(path, oneOf(reviewCaseSchema));
  const { seat } = data;
  if (seat === null) throw new UsageError("You have no seat in this case. Reviewers are drawn by lot.");
  if (seat.does === null || !tasks.includes(seat.does))
    throw new UsageError(
      seat.commit !== null && tasks.includes("vote")
        ? "Your ballot is sealed already; it is not changed any more."
        : `Your seat has ${seat.does === null ? "nothing to do any more" : `to ${DOES_WORDS[seat.does]}`}.`,
    );
  const place = { log, case: id, round: seat.round, maintainer: account.did as BallotPlace["maintainer"] };
  return { id, seat, place, now: as_of.time };
}

const DOES_WORDS = {
  answer: "accept or decline first",
  vote: "seal its ballot",
  reveal: "open its ballot",
  "vote-openly": "vote openly",
} as const;

/** A ballot of the same answers that was kept when its sending failed is the same ballot. */
function ballotOf(io: Io, place: BallotPlace, answers: Answers): BallotFile {
  const kept = findBallot(io.env, place);
  if (kept !== undefined && JSON.stringify(kept.answers) === JSON.stringify(answers)) return kept;
  return { type: BALLOT_FILE_TYPE, ...place, nonce: hexEncode(randomBytes(32)), answers };
}

async function reveal(acting: Acting, { case: id, round, nonce, answers }: BallotFile, says: string, io: Io) {
  await perform(acting, { kind: "vote.reveal", subject: id, prev: null, body: { round, nonce, answers } }, says, io);
}

function reasonOf({ reason }: Values): string {
  if (reason === undefined) throw new UsageError("--reason says why; it is public.");
  return reason;
}

function answersOf(values: Values): Answers {
  const { fact, remedied } = values;
  const upholds = CHARTER.fact.options.some(({ value }) => value === fact && isUpholding(value));
  const parsed = answersSchema.safeParse({
    fact,
    attribution: values.attribution ?? null,
    severity: values.severity ?? null,
    remedied: !upholds || remedied === undefined ? null : remedied === "yes",
    abusive: values.abusive === true,
    reasons: {
      fact: values["why-fact"] ?? "",
      attribution: values["why-attribution"] ?? null,
      severity: values["why-severity"] ?? null,
    },
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `The ballot is not whole: ${issue?.path.join(".")}: ${issue?.message} (touchstone review charter)`,
  );
}

function tellCharter(io: Io): number {
  if (io.json) io.out(JSON.stringify(CHARTER));
  else {
    for (const name of QUESTION_NAMES) {
      io.out(`${CHARTER[name].title} --${name}\n  ${CHARTER[name].lead}`);
      for (const { value, test } of CHARTER[name].options) io.out(`  ${value.padEnd(16)} ${test}`);
    }
    io.out(`--remedied\n  ${REMEDIED_TEST}\n--abusive\n  ${ABUSIVE_TEST}`);
  }
  return EXIT.ok;
}
