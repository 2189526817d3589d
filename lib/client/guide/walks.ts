/** The four walks through a demonstration, under two minutes each. Every control that they point at is one of the product. */
import type { Walk, WalkId } from "./walk.ts";

const AT_ENTRY = /^\/log\/entries\/\d+$/;
const AT_REVIEW = /^\/review$/;
const AT_REPORT = /^\/report$/;
const AT_OPERATOR = /^\/operator$/;
const AT_COMPOSER = /^\/operator\/disclosures/;
const AT_CASE = /^\/cases\/case_/;

/** What a browser says of a receipt: that all holds, or that nothing is wrong and something could not be checked. */
const HOLDS = "[data-holds=verified], [data-holds=unsure]";

/** An entry and its check, at the end of a walk. */
const CHECK_ENTRY = { on: AT_ENTRY, points: ["[data-holds]"], done: { path: AT_ENTRY, shows: HOLDS } } as const;

export const WALKS: Readonly<Record<WalkId, Walk>> = {
  compare: {
    id: "compare",
    title: "Compare",
    steps: [
      {
        says: "Say what you need and what you could bear to lose, then press Show. You get three answers, each with a limit.",
        on: /^\/$/,
        href: "/",
        points: ["[data-guide=need]"],
        done: { path: /^\/$/, asks: "loss" },
      },
      {
        says: "The market is drawn with the answers: further left is cheaper, higher is riskier; a narrow screen lists it by price. Now open the list of all providers.",
        on: /^\/$/,
        href: "/",
        points: ["nav a[href='/providers']", "main a[href^='/providers']:not([href*='prv_'])"],
        done: { path: /^\/providers$/ },
      },
      {
        says: "Tick two providers of different tiers.",
        on: /^\/providers$/,
        href: "/providers",
        points: ["[data-guide=pick]"],
        done: { path: /^\/providers$/, shows: "[data-guide=compare]" },
      },
      {
        says: "Compare the two.",
        on: /^\/providers$/,
        href: "/providers",
        points: ["[data-guide=compare]"],
        done: { path: /^\/compare$/, asks: "ids" },
      },
      {
        says: "What differs stands first. Open the riskier one to see why.",
        on: /^\/compare$/,
        href: "/providers",
        points: ["table a[href^='/providers/prv_']"],
        done: { path: /^\/providers\/prv_/ },
      },
      {
        says: "Each bar is a group of facts. Open one, then the entry behind a fact; of who is too new for bars, the entry that registered it.",
        on: /^\/providers\/prv_/,
        href: "/providers",
        points: [
          "[data-guide=bars] a[href^='/log/entries/']",
          "[data-guide=bars] li:not([data-entries='0']) > div > button",
          "#main a[href^='/log/entries/']",
        ],
        done: { path: AT_ENTRY },
      },
      {
        ...CHECK_ENTRY,
        says: "Your browser checks the proof of this entry: signature, place in the log, watchers. See the ticks.",
        href: "/log",
      },
    ],
    ends: "You followed a tier down to a signed entry, and your own browser proved that the entry stands in the log.",
  },
  report: {
    id: "report",
    title: "Report",
    steps: [
      {
        says: "This service really runs on your machine, and it lies. Press Call the provider: the question is filled in.",
        on: /^\/report\/capture$/,
        points: ["[data-guide=call]"],
        done: { path: /^\/report\/capture$/, shows: "[data-guide=use-answer]" },
      },
      {
        says: "It answered and signed. Whether the answer is right is another question: check the answer itself.",
        on: /^\/report\/capture$/,
        points: ["[data-guide=use-answer]"],
        done: { path: AT_REPORT, shows: "[data-guide=check-here]" },
      },
      {
        says: "Press Check it here. Your browser runs the rule that the provider published, and compares.",
        on: AT_REPORT,
        href: "/report",
        points: ["[data-guide=check-here]"],
        done: { path: AT_REPORT, shows: "[data-outcome=proven]" },
      },
      {
        says: "Proven, by your own browser: above, what it answered and what its own rule gives. Look at what becomes public if you report it.",
        on: AT_REPORT,
        href: "/report",
        points: ["[data-guide=see-public]"],
        done: { path: AT_REPORT, shows: "[data-guide=file]" },
      },
      {
        says: "A fresh key signs this report, so nobody learns who you are. Save its file, or tick that you file without, then file the report.",
        on: AT_REPORT,
        href: "/report",
        points: ["[data-guide=file]:not([disabled])", "[data-guide=without-file]"],
        done: { path: AT_REPORT, shows: "[data-guide=receipt]" },
      },
      {
        says: "It stands in the log. Now a machine of the index runs the same checks: what it finds appears here by itself.",
        on: AT_REPORT,
        href: "/report",
        points: ["[data-guide=verdict]"],
        done: { path: AT_REPORT, shows: "[data-verdict=proven]" },
      },
    ],
    ends: "You caught a lie by yourself: your browser ran the provider’s own rule, and the index came to the same result afterwards.",
  },
  judge: {
    id: "judge",
    title: "Judge",
    unless: {
      shows: "[data-next-seat]",
      says: "No case waits for your ballot today. Let time pass until the next one does: it takes a minute at most.",
      points: ["[data-next-seat] button"],
    },
    steps: [
      {
        says: "You take the seat of Mori, a reviewer of this invented market. Her key is public: press Act as Mori.",
        on: /^\/demonstration$/,
        href: "/demonstration",
        points: ["[data-persona=mori]"],
        done: { path: AT_REVIEW, shows: "[data-seat]" },
      },
      {
        says: "Two ballots are sealed, yours is missing. Read the case, answer the questions with your reasons, then press Seal.",
        on: AT_REVIEW,
        href: "/review",
        points: [
          "[data-seat=vote] [data-ballot=fact] button, [data-seat=vote] [data-ballot=fact] input",
          "[data-guide=to-ballot]",
          "[data-guide=queue] [data-task=vote] button",
        ],
        done: { path: AT_REVIEW, shows: "[data-seat=sealed], [data-seat=openable], [data-seat=opened]" },
      },
      {
        says: "Nobody can read it, you could not change it any more. Let one week pass: voting closes, this page opens your ballot, the others open theirs.",
        on: AT_REVIEW,
        href: "/review",
        points: ["[data-pass=week]"],
        done: { path: AT_REVIEW, shows: "[data-seat=opened]" },
      },
      {
        says: "Your ballot is open, and counts. Once the week is over the case is ruled on: go to its public page.",
        on: AT_REVIEW,
        href: "/review",
        points: ["[data-seat=opened] [data-guide=public-case]", "[data-guide=public-case]", "[data-guide=to-ballot]"],
        done: { path: AT_CASE },
      },
      {
        says: "When the week is over the ruling stands above, with every vote below. Open its entry. Still a draft? Let one more day pass.",
        on: AT_CASE,
        href: "/review",
        points: ["[data-ruling=logged] a"],
        done: { path: AT_ENTRY },
      },
      {
        ...CHECK_ENTRY,
        says: "Your browser checks the proof of the ruling. See the ticks.",
        href: "/log",
      },
    ],
    ends: "You helped to decide a case that no machine could, and your own browser proved that the ruling stands in the log.",
  },
  publish: {
    id: "publish",
    title: "Publish",
    unless: {
      shows: "[data-acting]",
      says: "You act as somebody of this market. To publish under a key of your own, be yourself again.",
      points: ["[data-guide=be-yourself]"],
    },
    steps: [
      {
        says: "Make a signing key. It is a real one, and it stays in this browser.",
        on: AT_OPERATOR,
        href: "/operator",
        points: ["[data-guide=make-key]"],
        done: { path: AT_OPERATOR, shows: "[data-set-up='key done']" },
      },
      {
        says: "A spare key replaces a lost one. For this walk you may skip it.",
        on: AT_OPERATOR,
        href: "/operator",
        points: ["[data-guide=skip-spare]"],
        done: { path: AT_OPERATOR, shows: "[data-set-up='spare done'], [data-set-up='spare skipped']" },
      },
      {
        says: "Give yourself any name, and register as an operator. Invent one: here everything is public for ever.",
        on: AT_OPERATOR,
        href: "/operator",
        points: ["[data-set-up='register now'] input", "[data-set-up='register now'] button"],
        done: { path: AT_OPERATOR, shows: "[data-set-up='register done']" },
      },
      {
        says: "List what you run: an address such as mine.example, and a name. Leave the proof for later, and press Sign and register.",
        on: AT_OPERATOR,
        href: "/operator",
        points: ["[data-set-up='provider now'] input[inputmode=url]"],
        done: { path: AT_OPERATOR, shows: "[data-set-up='provider done']" },
      },
      {
        says: "Your first disclosure: who answers for it. Write the identity.",
        on: AT_OPERATOR,
        href: "/operator",
        points: ["[data-guide=write-identity]"],
        done: { path: AT_COMPOSER },
      },
      {
        says: "Fill in what is asked, and look at the preview. You may stay anonymous.",
        on: AT_COMPOSER,
        href: "/operator",
        points: ["main form input:not([type=hidden])"],
        done: { path: AT_COMPOSER, shows: "[data-guide=sign]" },
      },
      {
        says: "These exact bytes are signed by your key. Sign and publish.",
        on: AT_COMPOSER,
        href: "/operator",
        points: ["[data-guide=sign]"],
        done: { path: AT_COMPOSER, shows: "[data-guide=receipt]" },
      },
      {
        says: "Recorded. Download the receipt: if we ever hide your entry, it proves it. Then press Verify it.",
        on: AT_COMPOSER,
        href: "/operator",
        points: ["[data-guide=receipt] button", "[data-guide=receipt] a[href='/verify']"],
        done: { path: /^\/verify$/ },
      },
      {
        says: "Choose the file that you downloaded. Your browser checks it, also with the network off.",
        on: /^\/verify$/,
        href: "/verify",
        points: ["main input[type=file]"],
        done: { path: /^\/verify$/, shows: HOLDS },
      },
    ],
    ends: "Your disclosure is public under a key that only this browser holds, and you verified its receipt yourself.",
  },
};
