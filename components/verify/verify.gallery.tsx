import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { UnusableFile } from "#lib/state/files/recognise-file.ts";
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
  "The log is missing: this site's own",
  "The log is missing: another's",
  "The log's key is missing",
  "The log is too large",
  "The log given does not hold",
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
const named = (title: string) => ({ title, render: () => <VerifySample name={title} /> });

export const verifyGallery: GallerySection = {
  id: "verify",
  title: "Verify",
  specimens: [
    ...RESULTS.map(named),
    { title: "A file that cannot be read", render: () => <Unusable name="receipt.json" file={BROKEN} /> },
    { title: "A file that cannot be read, with a long name", render: () => <Unusable name={LONG} file={BROKEN} /> },
    { title: "A file that another page takes", render: () => <Unusable name="calls.har" file={TAKEN} /> },
    ...NAMES.map(named),
  ],
};
