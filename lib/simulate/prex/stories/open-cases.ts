/** Cases that wait for a visitor: two ballots are sealed, and the third seat is left. One waits now, others later. */
import { drawSeed, rankOf } from "#lib/dispute/draw.ts";
import { preimageOf } from "#lib/dispute/draw-chain.ts";
import { commitOfShare, shareOfRound } from "#lib/dispute/draw-share.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { demoKey } from "#lib/statement/demo-key.ts";
import { CASE_EVIDENCE_TEMPLATE } from "#lib/statement/dispute-bodies.ts";
import { shareSecret } from "../answers.ts";
import { type Person, type Provider, Script } from "../script.ts";
import { denies, named, nth, refusal, type Stage, tell, upholds } from "./stage.ts";

/** Days between a report and the midnight of its draw, when the operator answers within two. */
const DRAWN_AFTER = 11;
/** From then on the seats are taken, and ballots are sealed, in days after the report. */
const VOTES_AFTER = DRAWN_AFTER + 1;
const VOTES_FOR = 5;

/** Day, against whom, its signed word, and what it says to the report. */
type Row = readonly [day: number, name: string, word: string, answer: string];

/** Every second week one whose third reviewer is the maintainer that a visitor can be. */
const OPEN_CASES: readonly Row[] = [
  [
    ...([714, "Zellwig", "Send us a utility bill and a photograph of yourself with today's paper."] as const),
    "We may ask for what we need. The terms say 'reasonable proof'.",
  ],
  [728, "Nordhule", "Your bank is one that we do not pay to.", "We publish our list of banks. It is long."],
  [742, "Wyndermark", "Withdrawals above 200 EUR are reviewed by hand.", "Reviews take the time that they take."],
  [756, "Silverne", "Your name here and at your bank differ by a letter.", "The letter decides who is paid."],
  [770, "Quarnfeld", "Your balance is below our new minimum for withdrawals.", "A minimum keeps fees low for all."],
  [784, "Rosenhage", "Since the break-in each withdrawal is looked at twice.", "We said so when we told of it."],
  [798, "Oststade", "The address that you gave was used by somebody else.", "We protect whoever used it first."],
  [812, "Dunmere", "We could not find your request. Please make it again.", "Requests are kept for thirty days."],
  [
    826,
    "Isbrand",
    "Withdrawals in this currency wait until our books are closed.",
    "Books come first. Ours above all.",
  ],
  [840, "Lindqvarn", "Your first withdrawal waits for thirty days.", "It stands below the form of a deposit."],
  [854, "Eskelund", "The payment came back. We wait for the other bank.", "We cannot pay the same money twice."],
  [
    868,
    "Corvane",
    "You asked twice for one payment. We hold both.",
    "Either would be paid if the other were not there.",
  ],
  [882, "Vardehus", "Our terms of March ask for a new proof of your address.", "Everybody was told in February."],
  [896, "Zellwig", "The photograph was not sharp. Send another one.", "Reasonable proof must be readable."],
  [910, "Birkhavn", "Your seller says that the balance was a gift.", "A gift can be taken back within a year."],
];

const COMPLAINT = "They keep the money, for a reason that the terms do not name.";

/** When ballots are taken in each of them, from a day on whose next week ends with the ruling. */
export function preparedSeats(script: Script): { readonly from: Instant; readonly until: Instant }[] {
  return OPEN_CASES.map(([day]) => ({
    from: script.at(day + VOTES_AFTER + 2, 0),
    until: script.at(day + VOTES_AFTER + VOTES_FOR, 0),
  }));
}

export async function openCases(stage: Stage): Promise<void> {
  const cases: CaseId[] = [];
  for (const [place, row] of OPEN_CASES.entries()) cases.push(await openCase(stage, place, row));
  const { script, people } = stage;
  const first = nth(cases, 0);
  const letter = {
    bytes: utf8Encode("Terms of 3 May: the operator may ask for reasonable proof of who asks for a payment.\n"),
    mediaType: "text/plain",
  };
  const shown = {
    template: CASE_EVIDENCE_TEMPLATE,
    label: "The terms of the day of the deposit",
    class: "unsigned-log",
    statement: "As the page showed them. Nothing is said of bills or photographs.",
  };
  script.say(script.at(719, 13), nth(people.users, 4).identity, "evidence.attach", first, shown, [letter]);
  const told =
    "A withdrawal waits for papers that the terms may or may not ask for. Two of three reviewers have sealed their ballots; the third seat is that of a maintainer whom you can be. In each second week after it another such case waits.";
  tell(stage, {
    id: "open-case",
    title: "One ballot is missing",
    told,
    shows: "`/review` as its third reviewer, and the case itself with two sealed ballots.",
    names: ["Zellwig"],
    cases,
  });
}

/** Filed at the first hour of that day at which the draw will seat the maintainer that is left to visitors. */
async function openCase(stage: Stage, place: number, [day, name, word, answer]: Row): Promise<CaseId> {
  const { script, people } = stage;
  const by = nth(people.users, 4 - (place % 4));
  const seated = nth(people.maintainers, 0).identity.did;
  const file = (with_: Stage, minutes: number) =>
    refusal(with_, by, name, day + minutes / (24 * 60), COMPLAINT, { status: "held", reason: word });
  const preimage = preimageOf(demoKey(script.seed, "index/draw").seed, day + DRAWN_AFTER);
  for (let minutes = 0; minutes < 240; minutes++) {
    const probe = new Script(script.seed, script.origin, script.start, script.sign);
    const id = await file({ ...stage, script: probe }, minutes);
    if (!drawnFor(stage, id, by, named(stage, name), preimage).includes(seated)) continue;
    stage.plans.set(id, {
      answer: { type: "contest", afterHours: 44, ground: null, statement: answer },
      // One each way: whoever votes last decides.
      finds: (_, seat) =>
        seat === 0
          ? upholds("negligence", place === 0 ? "serious" : "moderate", "The terms of the day name no such reason.")
          : denies("The terms leave room for it, and a careful operator may use it."),
      leavesSeatOf: seated,
    });
    return file(stage, minutes);
  }
  throw new Error(`No hour of day ${day} seats the maintainer.`);
}

/** Who is asked first, when both sides show their shares. */
function drawnFor({ script, people }: Stage, id: CaseId, by: Person, against: Provider, preimage: string): string[] {
  const share = (of: Identity, about: string) => {
    const secret = shareSecret(script.seed, of, about);
    return hexEncode(shareOfRound(secret, commitOfShare(secret), 1) ?? secret);
  };
  const shares = { reporter: share(by.identity, against.id), operator: share(against.operator.identity, id) };
  const seed = drawSeed({ log: script.origin, case: id, preimage, shares });
  const ranked = people.maintainers.map(({ identity: { did } }) => ({ did, rank: rankOf(seed, did) }));
  return ranked
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, 3)
    .map(({ did }) => did);
}
