"use client";
import { type ReactNode, useState } from "react";
import { Sessions } from "#components/account/sessions-list.tsx";
import { KeyChoice, NoKey } from "#components/account/sign-in-panel.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { SessionView } from "#lib/contract/accounts.ts";
import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Did, EntryIndex, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { readKeyText } from "#lib/platform/key-files/read-key-text.ts";
import type { KeyForm, ParticipantForm } from "#lib/state/forms.ts";
import { ActsStatus } from "./acts-status.tsx";
import { EndAccountKeys, type EndItem, EndList } from "./end-list.tsx";
import { type Fate, FateChoice } from "./fate-choice.tsx";
import { decryptWords, KeyFileFields, type KeyFileProblem } from "./key-file-fields.tsx";
import { LogKeyList } from "./log-key-list.tsx";
import { PassphraseField } from "./passphrase-fields.tsx";
import { SignAs } from "./sign-as.tsx";
import { SpareKeyForm } from "./spare-key-form.tsx";
import { WeightList } from "./weight-list.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const at = (days: number) => addMs(NOW, days * DAY_MS);
const day = (days: number) => formatInstant(at(days));
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
const NOTHING = () => undefined;
const print = (letter: string) => `${letter.repeat(4)}kgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTp` as Thumbprint;

const key = (letter: string, change: Partial<KeyForm> = {}): KeyForm => ({
  ...{ aggregate: "key", thumbprint: print(letter), publicKey: DID, owner: DID, participant: DID, purpose: "control" },
  ...{ state: "active", addedIn: 7 as EntryIndex, addedAt: day(-200), activeFrom: day(-200), retirement: null },
  ...{ revocation: null, statement: "7".repeat(64) as StatementHash },
  ...change,
});
const ended = { entry: 901 as EntryIndex, at: day(-9), compromisedSince: null } as const;
const KEYS = [
  key("a"),
  key("b", { state: "pending", addedAt: day(-0.5), activeFrom: day(0.5) }),
  key("c", { state: "pending", addedAt: day(-2), activeFrom: day(5) }),
  key("d", { purpose: "disclosure", state: "retiring", retirement: { ...ended, retiresAt: day(12) } }),
  key("e", { purpose: "response", state: "retiring", retirement: { ...ended, retiresAt: day(-1) } }),
  key("f", { purpose: "token", state: "proven", activeFrom: null }),
  key("g", { purpose: "report", state: "revoked", revocation: { ...ended, reason: "superseded" } }),
  key("h", { state: "revoked", revocation: { ...ended, reason: "compromised", compromisedSince: day(-12) } }),
];

/** What lists read of it: there is no key behind it. */
const record = (letter: string, label: string, change: Partial<KeyRecord> = {}) =>
  ({
    ...{ thumbprint: print(letter), account: DID, label, purpose: "control", where: "Firefox on Linux" },
    ...{ createdAt: at(-200), lastUsedAt: at(-2), extractable: false },
    ...change,
  }) as KeyRecord;
const MINE = record("a", "My key");
const OLD = record("h", `A key whose label is ${"as long as ".repeat(4)}labels may be`, { lastUsedAt: undefined });

const PARTICIPANT: ParticipantForm = {
  ...{ aggregate: "participant", did: DID, displayName: "Halden Exchange GmbH", registeredIn: 7 as EntryIndex },
  ...{ registeredAt: day(-200), controlKeys: [print("a")], nextKeyDigest: null, recoveryKey: null, recovery: null },
  ...{ vetoedRecoveryKey: null, threshold: 1, members: [] },
  slots: { participant: "7".repeat(64) as StatementHash, key: null, member: null },
};
const entry = (index: number, kind: string, days: number): EntrySummary => ({
  ...{ index, statement_hash: "5".repeat(64), kind, issuer: DID, key: print("a"), subject: DID },
  ...{ logged_at: day(days), effect: { status: "effective", size: index + 1 } },
});
const SIGNED = Array.from({ length: 9 }, (_, n) =>
  entry(1_240 - n, n % 2 === 0 ? "disclosure.fees" : "report.file", -n),
);

const THINGS: readonly EndItem[] = [
  { id: "1", label: "Member", value: DID, since: at(-1) },
  { id: "2", label: "Responses key of Halden and Daughters", value: print("e"), since: at(-90) },
];

const session = (id: string, agent: string, change: Partial<SessionView> = {}): SessionView => ({
  ...{ id, did: DID, key: print("a"), created_at: day(-9), last_seen_at: day(-0.1), expires_at: day(20) },
  ...{ step_up_at: null, user_agent: agent, current: false },
  ...change,
});
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const HERE = session("1", FIREFOX, { current: true });
const STRANGE = session("2", "");

function SampleEnds({ items }: { items: readonly EndItem[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(["1"]));
  const toggle = (id: string) =>
    setChosen(new Set([...chosen].filter((other) => other !== id).concat(chosen.has(id) ? [] : id)));
  return (
    <EndList
      legend="What a thief may have set up"
      help="All that is newer than a week is chosen; it is ended in the same act, at once."
      items={items}
      chosen={chosen}
      onToggle={toggle}
    />
  );
}

function SampleFate() {
  const [fate, setFate] = useState<Fate>("stolen");
  return <FateChoice value={fate} onChange={setFate} kept="Both may sign. Use this to add a device." />;
}

function SampleFile({ problem }: { problem?: KeyFileProblem }) {
  const [value, setValue] = useState({ text: problem === undefined ? "" : "{}", passphrase: "" });
  return (
    <div className="flex flex-col gap-4">
      <KeyFileFields
        label="Key file"
        help="As you saved it."
        choose="Choose the file"
        passphrase="Its passphrase"
        value={value}
        onChange={setValue}
        problem={problem}
        onProblem={NOTHING}
      />
    </div>
  );
}

function SamplePassphrase() {
  const [value, setValue] = useState("too short");
  return <PassphraseField value={value} onChange={setValue} showProblem />;
}

/** What is said of a text that is no key. */
function refusalOf(text: string): string {
  const read = readKeyText(text);
  return read.ok ? "" : `${read.error.place}: ${read.error.rule}`;
}

const logKeys = (keys: readonly KeyForm[], records: readonly KeyRecord[]) => (
  <Panel flush level={3} title="Account keys">
    <LogKeyList keys={keys} records={records} now={NOW} onAct={NOTHING} />
  </Panel>
);
const signAs = (mine: KeyRecord | undefined, nextKeyDigest: string | null, changesControl: boolean) => (
  <SignAs
    participant={{ ...PARTICIPANT, nextKeyDigest }}
    record={mine}
    changesControl={changesControl}
    action="Sign and rotate"
    isBusy={false}
    onSigner={NOTHING}
  />
);
const sessions = (all: readonly SessionView[]) => (
  <Sessions sessions={all} isBusy={false} onEnd={NOTHING} onEndOthers={NOTHING} />
);

const SAMPLES = {
  "Keys in the log, in each state": () => logKeys(KEYS, [MINE, OLD]),
  "One key, elsewhere": () => logKeys([key("a")], []),
  "Before a key is revoked: its statements are read": () => (
    <WeightList entries={undefined} isCompromised={false} since={undefined} />
  ),
  "Before a key is revoked: it signed nothing": () => (
    <WeightList entries={[]} isCompromised={false} since={undefined} />
  ),
  "Before a key is revoked: stolen, nobody knows when": () => (
    <WeightList entries={SIGNED.slice(0, 1)} isCompromised since={undefined} />
  ),
  "Before a key is revoked: stolen, with a time of doubt": () => (
    <WeightList entries={SIGNED} isCompromised since={at(-7.5)} />
  ),
  "What became of the old key": () => <SampleFate />,
  "What is ended with a stolen key": () => <SampleEnds items={THINGS} />,
  "Which account keys are ended": () => (
    <EndAccountKeys
      accountKeys={[key("a"), key("c")]}
      signing={2}
      suspects={[]}
      chosen={new Set([print("a")])}
      toggle={NOTHING}
    />
  ),
  "A key file, asked for": () => <SampleFile />,
  "A key file that is none": () => <SampleFile problem={{ at: "text", words: refusalOf("{}") }} />,
  "A key file and a wrong passphrase": () => (
    <SampleFile problem={{ at: "passphrase", words: decryptWords["wrong-passphrase"] }} />
  ),
  "A passphrase that is too short": () => <SamplePassphrase />,
  "A spare key, not made yet": () => <SpareKeyForm account={DID} onSaved={NOTHING} />,
  "Who signs it: the key of this browser": () => signAs(MINE, null, false),
  "Who signs it: the spare key, for a change of account keys": () => signAs(MINE, "5".repeat(64), true),
  "Who signs it: no key in this browser": () => signAs(undefined, null, false),
  "Recorded without effect": () => (
    <ActsStatus all={{ phase: "void", at: 1, code: "stale-prev" }} item={{ phase: "idle" }} onGoOn={NOTHING} />
  ),
  "Sign in: one key": () => <KeyChoice records={[MINE]} />,
  "Sign in: which of several keys": () => <KeyChoice records={[MINE, OLD]} />,
  "Sign in: no key in this browser": () => <NoKey />,
  "Sessions: this one alone": () => sessions([HERE]),
  "Sessions: several, one of a program without a name": () => sessions([HERE, STRANGE]),
} satisfies Readonly<Record<string, () => ReactNode>>;

/** One state by its name: a page that the server draws can hand no handler over. */
export function KeysSample({ name }: { name: keyof typeof SAMPLES }) {
  return SAMPLES[name]();
}
