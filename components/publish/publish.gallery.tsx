import { ClosingConsequences } from "#components/disclosure/closing-consequences.tsx";
import { FormSample } from "#components/disclosure/form-samples.tsx";
import { LeftOverText } from "#components/disclosure/left-over-text.tsx";
import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { fitDraft } from "#lib/client/disclosure/fit-draft.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { PublishSample } from "./publish-samples.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 23, 12));
const days = (count: number) => formatInstant(addMs(NOW, count * DAY_MS));

const { contacts, windup_notice: windup } = DISCLOSURES;
/** A draft of a form that had a place for two more things. */
const { leftOver } = fitDraft(
  fieldsOf(contacts.body),
  {},
  {
    pager: "+49 30 1234567, nights and weekends only, and the second number that the night watch keeps on the wall",
    hours: { from: "09:00", to: "17:00" },
    note: "Ask for the officer on duty.\nThe second line is in Portuguese.",
  },
);

const notice = (lastWithdrawal: number) => ({
  ...windup.example(NOW),
  ...{ lastDeposit: days(1), lastUse: days(Math.min(20, lastWithdrawal)), lastWithdrawal: days(lastWithdrawal) },
});
/** What the form keeps of a notice that gave too little. */
const SHORT = windup.keep?.(undefined, { body: notice(9), loggedAt: NOW, entry: 48_000, statement: "" }) as JsonObject;

const named = (title: string, name: Parameters<typeof PublishSample>[0]["name"]) => ({
  title,
  render: () => <PublishSample name={name} />,
});

/** From the preview to the receipt: what stops a signature, what becomes of it, and what several of them came to. */
export const publishGallery: GallerySection = {
  id: "publishing",
  title: "Signing and publishing",
  specimens: [
    named("The provider's steps are read", "steps-read"),
    named("They cannot be read", "steps-failed"),
    { title: "A form as it begins", render: () => <FormSample name="begun" /> },
    { title: "A correction of what is published", render: () => <FormSample name="correction" /> },
    { title: "Refused, each at its place", render: () => <FormSample name="refused" /> },
    { title: "Does not apply, and a reason is missing", render: () => <FormSample name="not-applicable" /> },
    { title: "A draft that is older than its form", render: () => <LeftOverText leftOver={leftOver} /> },
    {
      title: "Before a wind-up notice is signed: 60 days of notice",
      render: () => <ClosingConsequences body={notice(60)} before={undefined} now={NOW} />,
    },
    {
      title: "Before a wind-up notice is signed: 9 days; 60 days now, and an earlier one gave too little",
      render: () => (
        <div className="flex flex-col gap-3">
          <ClosingConsequences body={notice(9)} before={undefined} now={NOW} />
          <ClosingConsequences body={notice(60)} before={SHORT} now={NOW} />
        </div>
      ),
    },
    named("The key is elsewhere", "elsewhere"),
    named("A spare key first", "save-spare"),
    named("The exact bytes", "bytes"),
    named("Not recorded: the key is gone", "missing-key"),
    named("Not recorded: the index cannot take it now", "later"),
    named("Not recorded: no network", "offline"),
    named("Refused, with every place", "refused"),
    named("Recorded", "done"),
    named("Recorded, without effect", "void"),
    named("Recorded as a proposal", "proposal"),
    named("Signed here earlier: one that was not sent, one that is recorded", "kept"),
    named("Many at once: the key is gone", "many-missing-key"),
    named("Many at once: signing", "many-signing"),
    named("Many at once: on their way", "many-sending"),
    named("Many at once: all recorded", "many-done"),
    { ...named("Many at once: refused, without effect, and two to be sent again", "many-mixed"), wide: true },
  ],
};
