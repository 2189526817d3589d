import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { AttemptView, TryView } from "#components/trust/try-it.tsx";
import { WayList, WayView } from "#components/trust/way-list.tsx";
import { WAYS } from "#components/trust/ways.ts";
import { StatusList } from "./status-list.tsx";
import type { StatusRow } from "./status-rows.ts";

const ROWS: readonly StatusRow[] = [
  {
    id: "sample-signing",
    asks: "Does the index sign its log?",
    tone: "fine",
    says: "Yes: its newest signed head holds 48,214 entries, 41 s ago.",
    details: [["signed size", "48,214"]],
    more: { href: "/log", text: "The signed heads" },
  },
  {
    id: "sample-promises",
    asks: "Did it keep its promises?",
    tone: "attention",
    says: "It gave 12 promises to record something within a minute, and was late with 1; all of these were recorded in the end.",
    details: [
      ["3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f", "promised by 10:01: entry 5, 10:05"],
    ],
  },
  {
    id: "sample-records",
    asks: "Did it write down what time made due?",
    tone: "failed",
    says: "No, this index is late: 1 thing that time made due is not written down, the oldest for 3 h. What is due holds all the same, and anybody may record it now.",
    details: [["provider:prv_mfrggzdfmztwq2lknnwg23tpoa", "suspend, due 09:00: not recorded"]],
  },
  {
    id: "sample-scrub",
    asks: "Is what is stored still what was signed?",
    tone: "failed",
    says: "No. The scrub 8 h ago found damage at entry 17: Entry 17: its bytes do not give its leaf hash.",
    details: [],
  },
  {
    id: "sample-restore",
    asks: "Was a restore ever tried?",
    tone: "unknown",
    says: "No restore drill recorded.",
    details: [],
  },
];

export const statusGallery: GallerySection = {
  id: "status",
  title: "Status and tries",
  specimens: [
    {
      title: "As usual, wants a look, wrong, not known",
      wide: true,
      render: (theme) => <StatusList rows={ROWS.map((row) => ({ ...row, id: `${row.id}-${theme}` }))} />,
    },
    {
      title: "A try that was caught, with the file to keep; one that nothing noticed",
      render: () => (
        <div className="flex flex-col gap-3">
          <AttemptView
            attempt={{
              did: "Changed entry 14 of this index: “Halden” now reads “Ialden”.",
              checks: [{ name: "inclusion", outcome: "fail", reason: "bad-proof" }],
              isCaught: true,
              sample: {
                fileName: "entry-14.receipt.json",
                text: "{}",
                said: "The receipt of the entry as it really is:",
              },
            }}
          />
          <AttemptView
            attempt={{ did: "Changed nothing.", checks: [{ name: "inclusion", outcome: "pass" }], isCaught: false }}
          />
        </div>
      ),
    },
    {
      title: "A try that runs; one that could not be made",
      render: () => (
        <div className="flex flex-col gap-6">
          <TryView state={{ kind: "running" }} label="Change one letter of our newest entry" />
          <TryView
            state={{ kind: "failed", why: "It needs this index's answers: try again when you are online." }}
            label="Change one letter of our newest entry"
          />
        </div>
      ),
    },
    { title: "Ways to cheat, where nobody watches", wide: true, render: () => <WayList isWatched={false} /> },
    {
      title: "One of them, where somebody watches",
      wide: true,
      render: () => (
        <ol>
          {WAYS.filter(({ needsWatchers }) => needsWatchers)
            .slice(0, 1)
            .map((way) => (
              <WayView key={way.id} way={way} number={1} isWatched />
            ))}
        </ol>
      ),
    },
  ],
};
