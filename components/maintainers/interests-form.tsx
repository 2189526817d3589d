"use client";
import { useQueries } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { participantQuery, providerQuery } from "#lib/client/account/queries.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { planInterests } from "#lib/client/admin/plans.ts";
import { useDraft } from "#lib/client/drafts/use-draft.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { INTEREST_RELATIONS, type InterestRelation } from "#lib/statement/dispute-words.ts";
import { type InterestsText, interestsOf, MOST_RELATED, type RelatedText, textOf } from "./interests-text.ts";
import { InterestsView, type PartyNames } from "./interests-view.tsx";
import { RELATION_WORDS } from "./maintainer-words.ts";

/** What binds a maintainer to others, with how readers will see it, the exact bytes, and the signature. */
export function InterestsForm({
  account,
  origin,
  did,
  stated,
  onRecorded,
}: {
  account: Account;
  origin: Origin;
  did: Did;
  stated: MaintainerView["interests"];
  onRecorded: OnRecorded;
}) {
  const { found, save, discard } = useDraft<InterestsText>("maintainer.interests", did, false);
  const [text, setText] = useState<InterestsText>(() => textOf(stated, account.providers));
  const kept = found?.values;
  useEffect(() => {
    if (kept !== undefined) setText(kept);
  }, [kept]);
  const change = (next: InterestsText) => {
    setText(next);
    save(next);
  };
  const { body, errors } = interestsOf(text);
  const names = useNamesOf(text.related.map(({ party }) => party.trim()));
  const putRow = (at: number, row: RelatedText) => change({ ...text, related: text.related.with(at, row) });
  return (
    <div className="flex flex-col gap-6">
      <Field
        label="Organisation"
        help="For whom you work or speak. Of one organisation one person sits on a panel. Empty: none."
        error={errors.organisation}
        optional
      >
        <Input value={text.organisation} onChange={(event) => change({ ...text, organisation: event.target.value })} />
      </Field>
      <Fieldset
        legend="Whom you are bound to"
        help="Each provider, person or organisation, and how. You are not drawn for their cases."
        isLong
      >
        <ul className="flex flex-col gap-3">
          {text.related.map((row, at) => (
            <li key={row.line} className="flex items-start gap-2">
              <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[12rem_1fr]">
                <Field label={`How, line ${at + 1}`} labelHidden>
                  <Select
                    value={row.how}
                    onChange={(event) => putRow(at, { ...row, how: event.target.value as InterestRelation })}
                  >
                    {INTEREST_RELATIONS.map((how) => (
                      <option key={how} value={how}>
                        {RELATION_WORDS[how]}
                      </option>
                    ))}
                  </Select>
                </Field>
                <Field
                  label={`Provider, person or organisation, line ${at + 1}`}
                  labelHidden
                  error={row.party.trim() === "" ? undefined : errors.related.get(at)}
                  help={names.providers[row.party.trim()]?.name ?? names.participants[row.party.trim()]}
                >
                  <Input
                    mono
                    value={row.party}
                    placeholder="prv_… or did:key:…"
                    autoComplete="off"
                    onChange={(event) => putRow(at, { ...row, party: event.target.value })}
                  />
                </Field>
              </div>
              <IconButton
                label={`Take line ${at + 1} out`}
                icon={<X aria-hidden />}
                onClick={() => change({ ...text, related: text.related.toSpliced(at, 1) })}
              />
            </li>
          ))}
        </ul>
        <div>
          <Button
            size="sm"
            disabled={text.related.length >= MOST_RELATED}
            onClick={() =>
              change({ ...text, related: [...text.related, { line: nextLine(text), how: "operates", party: "" }] })
            }
          >
            <Plus aria-hidden />
            Add a line
          </Button>
        </div>
      </Fieldset>
      <Field
        label="Services that you offer yourself"
        help="In the words of price lists, separated by commas: you are not drawn for rivals. Empty: none."
        error={errors.categories}
        optional
      >
        <Input value={text.categories} onChange={(event) => change({ ...text, categories: event.target.value })} />
      </Field>
      {body === undefined ? (
        <Alert tone="attention" title="Something is missing">
          Fill each line with a provider's id or a did:key, or take it out.
        </Alert>
      ) : (
        <section aria-label="How readers will see it" className="rounded-lg border border-divider p-4">
          <p className="mb-2 text-muted text-sm">How readers will see it</p>
          <InterestsView stated={body} names={names} />
        </section>
      )}
      <SignAct
        account={account}
        origin={origin}
        draft={body === undefined ? undefined : planInterests(did, body)}
        action="Sign and publish"
        note="These are your interests, fresh for 180 days."
        onRecorded={(state, note) => {
          void discard();
          onRecorded(state, note);
        }}
      />
    </div>
  );
}

const nextLine = ({ related }: InterestsText) => Math.max(0, ...related.map(({ line }) => line + 1));

/** Names of those who are listed here, so that whoever types sees whom an id means. */
function useNamesOf(parties: readonly string[]): PartyNames {
  const ids = [...new Set(parties)].filter((party) => /^prv_[a-z2-7]{26}$/.test(party));
  const dids = [...new Set(parties)].filter((party) => /^did:key:z6Mk\w{44}$/.test(party));
  const providers = useQueries({ queries: ids.map((id) => providerQuery(id)) });
  const participants = useQueries({ queries: dids.map((one) => participantQuery(one)) });
  return {
    providers: Object.fromEntries(
      providers.flatMap(({ data }) =>
        data == null ? [] : [[data.id, { id: data.id, name: data.name, kind: data.kind, proven: false }]],
      ),
    ),
    participants: Object.fromEntries(
      participants.flatMap(({ data }) => (data == null ? [] : [[data.did, data.displayName]])),
    ),
  };
}
