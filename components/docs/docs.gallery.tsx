import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { DRAFT_ENDPOINTS } from "#lib/contract/endpoints/drafts.ts";
import { ENTRY_ENDPOINTS } from "#lib/contract/endpoints/entries.ts";
import { DocLinks, type DocNavGroup } from "./doc-links.tsx";
import { type EndpointRow, EndpointTable } from "./endpoint-table.tsx";
import { EndpointTables } from "./endpoint-tables.tsx";
import { Markdown } from "./markdown.tsx";
import { ProblemFacts } from "./problem-facts.tsx";

const TEXT = `A paragraph with **weight**, *stress*, \`code\`, [a link](trust.md), and [one that leads nowhere](gone.md).

1. First
2. Second
   - inside it

> A remark.

| Field | Says |
| --- | ---: |
| \`size\` | 48,214 |
| \`root\` | the root of the tree |

\`\`\`json
{ "size": 48214 }
\`\`\`

---

<b>HTML</b> stays the text that it is.`;

const LONG = `A word that has no end: ${"disclosure".repeat(20)}.

    ${"touchstone verify receipt.json --key ".repeat(6)}`;

const ROWS: readonly EndpointRow[] = [
  {
    id: "read-entry",
    method: "GET",
    path: "/api/v1/entries/{index}",
    summary: "One entry of the log, with its proof.",
    access: "everybody",
    answers: "an entry",
    problems: [{ code: "not-found", href: "/docs/problems/not-found" }],
  },
  {
    id: "append-entry",
    method: "POST",
    path: "/api/v1/statements",
    summary: "Takes a signed statement, and promises to record it.",
    access: "whoever signed it",
    answers: "a receipt, or a promise",
    problems: [
      { code: "stale-prev", href: "/docs/problems/stale-prev" },
      { code: "bad-signature", href: "/docs/problems/bad-signature" },
    ],
  },
  {
    id: "clock",
    method: "POST",
    path: `/api/v1/${"a-long-part-of-a-path-".repeat(5)}`,
    summary: "Refuses nothing.",
    access: "administrators",
    answers: "nothing",
    problems: [],
  },
];

const GROUPS: readonly DocNavGroup[] = [
  {
    title: "Concepts",
    links: [
      { href: "/docs/concepts/trust", text: "Whom you have to trust" },
      { href: "/docs/concepts/disclosures", text: "Disclosures, and what follows from silence about one that is due" },
    ],
  },
  { title: "Problems", links: [{ href: "/docs/problems/not-found", text: "not-found" }] },
];

export const docsGallery: GallerySection = {
  id: "docs",
  title: "Documentation",
  specimens: [
    {
      title: "A document: every element",
      render: (theme) => (
        <Markdown
          text={`## A heading, ${theme}\n\n${TEXT}`}
          resolve={(href) => (href === "trust.md" ? "/docs/concepts/trust" : undefined)}
        />
      ),
    },
    { title: "A document: long words and lines", render: () => <Markdown text={LONG} resolve={() => undefined} /> },
    {
      title: "Routes: one refusal, several, none",
      wide: true,
      render: (theme) => <EndpointTable caption={`Routes, ${theme}`} rows={ROWS} />,
    },
    {
      title: "Routes by what they are about",
      wide: true,
      once: true,
      render: () => (
        <EndpointTables
          endpoints={[ENTRY_ENDPOINTS.listEntries, ENTRY_ENDPOINTS.getEntry, DRAFT_ENDPOINTS.createDraft]}
        />
      ),
    },
    {
      title: "The list of documents, one of them read",
      render: () => <DocLinks groups={GROUPS} here="/docs/concepts/disclosures" />,
    },
    { title: "A problem: by another request", render: () => <ProblemFacts code="malformed" /> },
    { title: "A problem: by the operator of the index alone", render: () => <ProblemFacts code="internal" /> },
  ],
};
