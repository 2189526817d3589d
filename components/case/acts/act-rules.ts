/** What each act of a party asks for, as data: words, fields, files, and the statement that comes of it. */
import type { ActName } from "#lib/client/case/case-acts.ts";
import {
  type CasePlan,
  type PublicFile,
  planAdmission,
  planAppeal,
  planContest,
  planEvidence,
  planExtension,
  planReveal,
  planWithdrawal,
} from "#lib/client/case/case-plans.ts";
import {
  type AppealGround,
  CASE_EVIDENCE_CLASSES,
  type CaseEvidenceClass,
  GROUNDS,
  type Ground,
} from "#lib/statement/dispute-words.ts";
import { APPEAL_GROUND_WORDS, CLASS_WORDS, GROUND_WORDS } from "../dispute-words.ts";

export type FieldName = "ground" | "statement" | "reason" | "label" | "class";
export type ActValues = Partial<Record<FieldName, string>>;

export type ActField = {
  readonly name: FieldName;
  readonly label: string;
  readonly help: string;
  readonly input: "line" | "text" | "choice";
  /** Characters. */
  readonly max?: number;
  readonly options?: readonly { readonly value: string; readonly label: string; readonly help?: string }[];
};

/** What the form asks differently by the case. */
export type ActPlace = { readonly state: string };

export type ActRule = {
  readonly title: string;
  readonly says: string;
  /** Of the button that signs. */
  readonly action: string;
  readonly done: string;
  readonly files: number;
  readonly fields: (place: ActPlace) => readonly ActField[];
  /** `secret`: 32 bytes of the draw. */
  readonly plan: (id: string, values: ActValues, files: readonly PublicFile[], secret: Uint8Array) => CasePlan;
};

const NO_GROUND = "none";

const GROUND_OPTIONS = GROUNDS.map((value) => ({
  value,
  label: GROUND_WORDS[value].name,
  help: GROUND_WORDS[value].help,
}));

const statementField = (help: string, max: number): ActField => ({
  name: "statement",
  label: "Your statement",
  help,
  input: "text",
  max,
});

const reasonField = (help: string): ActField => ({ name: "reason", label: "Why", help, input: "line", max: 500 });

const evidenceFields: readonly ActField[] = [
  {
    name: "label",
    label: "What it is, in one line",
    help: "Such as “our gateway’s log of 3 March”.",
    input: "line",
    max: 200,
  },
  {
    name: "class",
    label: "How strong it is",
    help: "Reviewers look whether it is so.",
    input: "choice",
    options: CASE_EVIDENCE_CLASSES.map((value) => ({
      value,
      label: CLASS_WORDS[value].name,
      help: CLASS_WORDS[value].help,
    })),
  },
  statementField("What it shows, and what it does not show.", 4_000),
];

export const ACT_RULES: Readonly<Record<ActName, ActRule>> = {
  contest: {
    title: "Contest it",
    says: "Say why it is not so. Evidence then opens for both sides, and reviewers decide.",
    action: "Sign and contest",
    done: "Your answer stands in the case. Evidence is open now.",
    files: 4,
    fields: ({ state }) => [
      {
        name: "ground",
        label: "On what ground",
        help:
          state === "proven"
            ? "Machines proved it: it can be contested on one of these grounds only."
            : "Choose what fits, or none of them.",
        input: "choice",
        options: [
          ...GROUND_OPTIONS,
          ...(state === "proven" ? [] : [{ value: NO_GROUND, label: "None of these: my statement says it" }]),
        ],
      },
      statementField("What happened, from your side. Plain text; everybody can read it, for ever.", 8_000),
    ],
    plan: (id, { ground, statement = "" }, files, secret) =>
      planContest(id, {
        // Nothing chosen fails the schema with its own words.
        ground: (ground === NO_GROUND ? null : (ground ?? "")) as Ground | null,
        statement,
        drawSecret: secret,
        files,
      }),
  },
  admit: {
    title: "Admit it",
    says: "It counts half against you, as what you tell yourself does. A report of the incident is due within 14 days.",
    action: "Sign and admit",
    done: "Your admission stands in the case. Next comes the report of the incident.",
    files: 4,
    fields: () => [statementField("What happened, and what you do for those whom it hurt.", 8_000)],
    plan: (id, { statement = "" }, files) => planAdmission(id, statement, files),
  },
  extend: {
    title: "Ask for more time",
    says: "Once, 7 days more. Readers see that you asked, and why.",
    action: "Sign and take 7 days more",
    done: "You have 7 days more to answer.",
    files: 0,
    fields: () => [reasonField("One line, which everybody can read.")],
    plan: (id, { reason = "" }) => planExtension(id, reason),
  },
  attach: {
    title: "Add evidence",
    says: "Anybody may, until evidence closes. It stands in the case with your label.",
    action: "Sign and attach",
    done: "Your evidence stands in the case.",
    files: 1,
    fields: () => evidenceFields,
    plan: (id, values, files) => evidencePlan(id, values, files),
  },
  slip: {
    title: "Point out a slip",
    says: "The draft of the ruling is open for two days: say what it overlooked or got wrong. Reviewers read it.",
    action: "Sign and send",
    done: "Your note stands in the case, beside the draft.",
    files: 0,
    fields: () => [statementField("Where the draft errs, and by what one can see it.", 4_000)],
    plan: (id, { statement }) =>
      evidencePlan(
        id,
        { label: "A slip in the draft", class: "claim", ...(statement === undefined ? {} : { statement }) },
        [],
      ),
  },
  withdraw: {
    title: "Withdraw the report",
    says: "The case ends without a finding. What was filed stays readable.",
    action: "Sign and withdraw",
    done: "The report is withdrawn.",
    files: 0,
    fields: () => [reasonField("One line, which everybody can read.")],
    plan: (id, { reason = "" }) => planWithdrawal(id, reason),
  },
  reveal: {
    title: "Reveal your share of the draw",
    says: "Both sides’ shares and the index’s together draw the reviewers. A share that is not revealed in time counts as zeros.",
    action: "Sign and reveal",
    done: "Your share counts in the draw.",
    files: 0,
    fields: () => [],
    plan: (id, _, __, secret) => planReveal(id, secret),
  },
  appeal: {
    title: "Appeal",
    says: "Once, to reviewers who have not sat in the case. Name new evidence or the error.",
    action: "Sign and appeal",
    done: "Your appeal stands in the case. Evidence is open again for a short time.",
    files: 4,
    fields: ({ state }) => [
      ...(state === "inadmissible"
        ? []
        : ([
            {
              name: "ground",
              label: "On what ground",
              help: "An appeal without either is not heard.",
              input: "choice",
              options: (["new-evidence", "named-error"] as const).map((value) => ({
                value,
                label: APPEAL_GROUND_WORDS[value].replace(/^./, (first) => first.toUpperCase()),
              })),
            },
          ] as const)),
      statementField("Which error, in which part of the ruling; or what the new evidence shows.", 8_000),
    ],
    plan: (id, { ground = "inadmissible", statement = "" }, files) =>
      planAppeal(id, { ground: ground as AppealGround, statement, files }),
  },
};

function evidencePlan(id: string, values: ActValues, files: readonly PublicFile[]): CasePlan {
  const { label = "", statement = "" } = values;
  return planEvidence(id, { label, statement, says: (values.class ?? "") as CaseEvidenceClass, files });
}
