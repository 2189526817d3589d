import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { UnusableFile } from "#lib/state/files/recognise-file.ts";
import { CONTENTS, fileFinding, passed } from "./content-sample.ts";
import { FileFacts } from "./file-facts.tsx";
import { FileResult } from "./file-result.tsx";
import { IndependentWay } from "./independent-way.tsx";
import { Unusable } from "./unusable.tsx";
import { VerifySample } from "./verify-samples.tsx";

const BROKEN: UnusableFile = {
  ...{ kind: "unusable", title: "This receipt cannot be read", code: "malformed" },
  ...{ place: "/proof/3", rule: "must be 32 bytes in base64" },
};
const TAKEN: UnusableFile = {
  ...{ kind: "unusable", title: "This is an HTTP archive", code: "malformed", place: "" },
  rule: "What a provider signed in it is taken out and checked where reports are made.",
  taken: { page: "/report", words: "Report a provider" },
};
const LONG = `${"a-name-without-an-end-".repeat(8)}.json`;

const NAMES = [
  "Several files",
  "Reading a log",
  "Judging what was read",
  "The log is missing: this site's own",
  "The log is missing: another's",
  "The log's key is missing",
  "The log is too large",
  "The log given does not hold",
  "A promise: there is time",
  "A promise: late",
  "A promise: late, and the index gives no receipt",
  "A promise: overdue",
  "A promise: asked for its receipt",
  "A promise: kept",
  "A promise: a receipt that does not hold",
  "A promise: the log is to be searched",
  "A promise: the log is being searched",
  "A promise: the log cannot be read",
  "A promise: proven broken",
  "A promise: nothing proven",
  "A promise: recorded after all",
  "A promise: the log gives another head",
  "A promise: cannot be proven yet",
];
const RESULTS = [
  "It holds",
  "Not everything could be checked",
  "Not signed by the watchers that the reader trusts",
  "It does not hold",
  "Two histories",
];
/** What is read of each kind of file. */
const FACTS = {
  "A promise": CONTENTS.promise,
  "A proof of one thing in the state": CONTENTS.presence,
  "A proof that something is not in the state": CONTENTS.absence,
  "A signed answer of an index": CONTENTS.answer,
  "A signed answer of a provider": CONTENTS.exchange,
  "A token": CONTENTS.token,
  "A definition": CONTENTS.definition,
};
const RECEIPT = passed(
  "form",
  "checkpoint",
  "log-key",
  "log-signature",
  "inclusion",
  "statement",
  "statement-signature",
);
const SIDE = ["log-signature", "inclusion", "statement-signature", "row"];
const SPLIT = passed(
  "form",
  ...SIDE.map((name) => `first-${name}`),
  ...SIDE.map((name) => `second-${name}`),
  ...["same-series", "same-block", "two-hashes"],
);
const KINDS: readonly (readonly [string, FileFinding])[] = [
  ["A receipt", fileFinding(CONTENTS.receipt, RECEIPT)],
  [
    "A whole case of another log",
    fileFinding(CONTENTS.case, passed("form", "log-signature", "state", "nothing-left-out")),
  ],
  ["A proof of fraud: two histories", fileFinding(CONTENTS.lied, CONTENTS.lied.found.checks)],
  ["A proof of fraud: proves nothing", fileFinding(CONTENTS.unproven, CONTENTS.unproven.found.checks)],
  ["A ledger that was split", fileFinding(CONTENTS.split, SPLIT)],
];
const FILE = "3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f";

const named = (title: string) => ({ title, render: () => <VerifySample name={title} /> });

export const verifyGallery: GallerySection = {
  id: "verify",
  title: "Verify",
  specimens: [
    ...RESULTS.map(named),
    ...KINDS.map(([title, finding]) => ({
      title,
      render: () => <FileResult name="file.json" finding={finding} siteOrigin="another.example/log" />,
    })),
    ...Object.entries(FACTS).map(([title, content]) => ({ title, render: () => <FileFacts content={content} /> })),
    { title: "A file that cannot be read", render: () => <Unusable name="receipt.json" file={BROKEN} /> },
    { title: "A file that cannot be read, with a long name", render: () => <Unusable name={LONG} file={BROKEN} /> },
    { title: "A file that another page takes", render: () => <Unusable name="calls.har" file={TAKEN} /> },
    ...NAMES.map(named),
    {
      title: "The verifier file, as the log announces it",
      render: () => <IndependentWay announced={FILE} served={FILE} />,
    },
    {
      title: "The verifier file is another than the log announces",
      render: () => <IndependentWay announced={undefined} served={FILE} />,
    },
    { title: "No verifier file", render: () => <IndependentWay announced={FILE} served={undefined} /> },
  ],
};
