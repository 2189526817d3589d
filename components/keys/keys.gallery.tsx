import type { GallerySection, Specimen } from "#components/gallery/gallery-section.ts";
import type { Did, EntryIndex, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { ParticipantForm, Recovery } from "#lib/state/forms.ts";
import { AnnouncedRecovery } from "./announced-recovery.tsx";
import { KeysSample } from "./keys-samples.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const day = (days: number) => formatInstant(addMs(NOW, days * DAY_MS));
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
const OTHER = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S" as Did;

const RECOVERY: Recovery = {
  ...{ key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint, by: OTHER },
  ...{ announcedIn: 1_204 as EntryIndex, announcedAt: day(-2), effectiveFrom: day(5), nextKeyDigest: null },
};
const PARTICIPANT: ParticipantForm = {
  ...{ aggregate: "participant", did: DID, displayName: "Halden Exchange GmbH", registeredIn: 7 as EntryIndex },
  ...{ registeredAt: day(-200), controlKeys: [RECOVERY.key], nextKeyDigest: "5".repeat(64), recoveryKey: OTHER },
  ...{ recovery: RECOVERY, vetoedRecoveryKey: null, threshold: 1, members: [] },
  slots: { participant: "7".repeat(64) as StatementHash, key: null, member: null },
};

const announced = (title: string, change: Partial<ParticipantForm>): Specimen => ({
  title: `A recovery is announced: ${title}`,
  render: () => (
    <AnnouncedRecovery
      recovery={RECOVERY}
      participant={{ ...PARTICIPANT, ...change }}
      origin={"index.example/log" as Origin}
      now={NOW}
    />
  ),
});
const sample = (name: Parameters<typeof KeysSample>[0]["name"], wide = false): Specimen => ({
  ...{ title: name, wide },
  render: () => <KeysSample name={name} />,
});

/** What an operator does with keys and sessions, in each state. */
export const keysGallery: GallerySection = {
  id: "keys",
  title: "Keys and sessions",
  specimens: [
    sample("Keys in the log, in each state", true),
    sample("One key, elsewhere"),
    announced("the spare key can veto it", {}),
    announced("one by the same key was vetoed before", { vetoedRecoveryKey: OTHER }),
    announced("without a spare key", { nextKeyDigest: null }),
    sample("What became of the old key"),
    sample("Which account keys are ended"),
    sample("What is ended with a stolen key"),
    sample("Before a key is revoked: its statements are read"),
    sample("Before a key is revoked: it signed nothing"),
    sample("Before a key is revoked: stolen, nobody knows when"),
    sample("Before a key is revoked: stolen, with a time of doubt"),
    sample("A key file, asked for"),
    sample("A key file that is none"),
    sample("A key file and a wrong passphrase"),
    sample("A passphrase that is too short"),
    sample("A spare key, not made yet"),
    sample("Who signs it: the key of this browser"),
    sample("Who signs it: the spare key, for a change of account keys"),
    sample("Who signs it: no key in this browser"),
    sample("Recorded without effect"),
    sample("Sign in: one key"),
    sample("Sign in: which of several keys"),
    sample("Sign in: no key in this browser"),
    sample("Sessions: this one alone"),
    sample("Sessions: several, one of a program without a name"),
  ],
};
