"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LookAlikeWarning } from "#components/names/look-alike-warning.tsx";
import { ProviderName } from "#components/provider/provider-name.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { providerQuery } from "#lib/client/account/queries.ts";
import { lookAlikesQuery } from "#lib/client/operator/look-alikes.ts";
import { planLink, planUnlink } from "#lib/client/operator/provider-plans.ts";
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { LINK_RELATIONS, type LinkRelation } from "#lib/statement/bodies.ts";
import type { Registered } from "../operator/registered-only.tsx";
import { LINK_WORDS } from "./link-words.ts";
import { Party } from "./party.tsx";
import { type OnRecorded, SignAct } from "./sign-act.tsx";

type Props = { registered: Registered; provider: ProviderForm; onRecorded: OnRecorded };

/** Links that stand, each with its end; and a new one. */
export function LinkPanel(props: Props) {
  const { provider } = props;
  return (
    <div className="flex flex-col gap-5">
      {provider.links.length === 0 ? null : (
        <ul className="divide-y divide-divider">
          {provider.links.map((link) => (
            <li key={`${link.other} ${link.relation}`} className="py-3 first:pt-0">
              <StandingLink {...props} link={link} />
            </li>
          ))}
        </ul>
      )}
      <NewLink {...props} />
    </div>
  );
}

function StandingLink({ registered, provider, link, onRecorded }: Props & { link: ProviderForm["links"][number] }) {
  const other = useQuery(providerQuery(link.other)).data ?? undefined;
  return (
    <div className="flex flex-col gap-2">
      <p>
        {LINK_WORDS[link.relation][link.from]} <OtherName id={link.other} form={other} now={registered.now} />, since{" "}
        <Link href={`/log/entries/${link.entry}`}>entry {link.entry.toLocaleString("en")}</Link>
      </p>
      <Details summary="End this link">
        <p className="mb-3 text-muted">You end it alone, on both pages. That it stood stays in the log.</p>
        <SignAct
          account={registered.account}
          origin={registered.origin}
          draft={planUnlink(provider, link.other, link.relation)}
          action="Sign its end"
          danger
          note="The link has ended, on both pages."
          onRecorded={onRecorded}
        />
      </Details>
    </div>
  );
}

function OtherName({ id, form, now }: { id: string; form: ProviderForm | undefined; now: Instant }) {
  if (form === undefined) return <code className="font-mono text-sm">{id}</code>;
  const { name, kind } = form;
  return <ProviderName provider={{ id, name, kind, proven: isNameProven(form, now) }} fingerprint="always" />;
}

function NewLink({ registered, provider, onRecorded }: Props) {
  const [text, setText] = useState("");
  const [relation, setRelation] = useState<LinkRelation>("sells-tokens-of");
  const id = idIn(text);
  const found = useQuery({ ...providerQuery(id ?? ""), enabled: id !== undefined && id !== provider.id });
  const other = id === undefined ? undefined : (found.data ?? undefined);
  const others = useQuery({ ...lookAlikesQuery(other?.name ?? "", id), enabled: other !== undefined }).data ?? [];
  const isOwn = other?.operator === provider.operator;
  const stands = other !== undefined && provider.links.some((link) => link.other === id && link.relation === relation);
  return (
    <div className="flex flex-col gap-4">
      <Field
        label="The other provider"
        help="Its id (prv_…), or the address of its page here."
        error={ruleOf(text, id, provider, found.data)}
        required
      >
        <Input mono value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
      </Field>
      {other === undefined ? null : (
        <p>
          <OtherName id={other.id} form={other} now={registered.now} />, run by{" "}
          {isOwn ? "you" : <Party did={other.operator} />}
        </p>
      )}
      <LookAlikeWarning others={others} id={id} />
      <RadioGroup
        legend={`How does ${provider.name} belong together with it?`}
        value={relation}
        onValueChange={(value) => setRelation(value as LinkRelation)}
      >
        {LINK_RELATIONS.map((each) => (
          <Radio key={each} value={each} label={LINK_WORDS[each].title} help={LINK_WORDS[each].help} />
        ))}
      </RadioGroup>
      {stands ? <p className="text-muted">This link stands already.</p> : null}
      <SignAct
        account={registered.account}
        origin={registered.origin}
        draft={other === undefined || stands ? undefined : planLink(provider, other.id, relation)}
        action={isOwn ? "Sign the link" : "Sign and propose it"}
        note={
          isOwn
            ? "The link stands on both pages."
            : "Proposed. It stands when the other operator has signed it, within 7 days."
        }
        onRecorded={onRecorded}
      />
    </div>
  );
}

function idIn(text: string): ProviderId | undefined {
  return parseProviderId(/prv_[a-z2-7]+/.exec(text)?.[0] ?? "");
}

function ruleOf(text: string, id: string | undefined, provider: ProviderForm, found: ProviderForm | null | undefined) {
  if (text.trim() === "") return undefined;
  if (id === undefined) return "Must hold a provider id, such as prv_ and 26 letters.";
  if (id === provider.id) return "That is the provider itself.";
  return found === null ? "No provider has this id here." : undefined;
}
