"use client";
import { useState } from "react";
import { ActsStatus } from "#components/keys/acts-status.tsx";
import { SignAs } from "#components/keys/sign-as.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type Grant, planGrant } from "#lib/client/operator/member-plans.ts";
import { parseDid } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { MemberScope } from "#lib/statement/organisation-bodies.ts";
import type { Office } from "./office.ts";
import { SCOPE_WORDS } from "./scope-words.ts";
import { useOfficeAct } from "./use-office-act.ts";

/** The other scope is for a kind that this version does not know yet. */
const OFFERED = ["disclose", "beat", "keys", "define"] as const satisfies readonly MemberScope[];

const PRESET_DAYS = 365;
const LONGEST_DAYS = 400;

/** Who, what, for which providers, until when. */
export function GrantForm({
  providers,
  now,
  ...office
}: Office & { providers: readonly ProviderForm[]; now: Instant }) {
  const { all, item, goOn, isBusy, act } = useOfficeAct(office);
  const [member, setMember] = useState("");
  const [scopes, setScopes] = useState<readonly MemberScope[]>(["disclose"]);
  const [chosen, setChosen] = useState<readonly string[]>();
  const [until, setUntil] = useState(() => formatInstant(addMs(now, PRESET_DAYS * DAY_MS)).slice(0, 10));
  const [wasTried, setTried] = useState(false);
  const grant = grantOf({ member, scopes, chosen, until }, now);
  const problems = "problems" in grant && wasTried ? grant.problems : {};

  if (all.phase === "done") {
    return (
      <Alert tone="verified" live title={office.participant.threshold > 1 ? "Proposed" : "Added"}>
        {office.participant.threshold > 1
          ? "It takes effect when the others have signed it."
          : "From this entry on it may act in your name."}
      </Alert>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Field label="did:key of the member" error={problems.member} required>
        <Input mono value={member} autoComplete="off" onChange={(event) => setMember(event.target.value.trim())} />
      </Field>
      <Fieldset legend="May" error={problems.scopes}>
        <div className="grid gap-3 sm:grid-cols-2">
          {OFFERED.map((scope) => (
            <Checkbox
              key={scope}
              label={SCOPE_WORDS[scope].title}
              help={SCOPE_WORDS[scope].help}
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))
              }
            />
          ))}
        </div>
      </Fieldset>
      <Fieldset legend="For" error={problems.providers}>
        <div className="flex flex-col gap-3">
          <Checkbox
            label="All your providers, later ones included"
            checked={chosen === undefined}
            onChange={(event) => setChosen(event.target.checked ? undefined : [])}
          />
          {chosen === undefined
            ? null
            : providers.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={chosen.includes(id)}
                  onChange={(event) =>
                    setChosen(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                  }
                />
              ))}
        </div>
      </Fieldset>
      <Field
        label="Until (UTC, end of the day)"
        help="At most 400 days. Renew it by granting again."
        error={problems.until}
        required
      >
        <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
      <SignAs
        participant={office.participant}
        record={office.record}
        changesControl={false}
        action="Sign and add"
        isBusy={isBusy}
        onSigner={(acting) => {
          setTried(true);
          if (!("problems" in grant)) void act(acting, (scene) => planGrant(scene, grant));
        }}
      />
    </div>
  );
}

type Typed = {
  member: string;
  scopes: readonly MemberScope[];
  chosen: readonly string[] | undefined;
  until: string;
};
type Problems = { member?: string; scopes?: string; providers?: string; until?: string };

function grantOf({ member, scopes, chosen, until }: Typed, now: Instant): Grant | { problems: Problems } {
  const did = parseDid(member);
  const end = parseInstant(`${until}T23:59:59.999Z`);
  const problems: Problems = {
    ...(did === undefined ? { member: "Must be a did:key, such as did:key:z6Mk…" } : {}),
    ...(scopes.length === 0 ? { scopes: "Choose at least one." } : {}),
    ...(chosen?.length === 0 ? { providers: "Choose at least one." } : {}),
    ...(chosen !== undefined && scopes.includes("define")
      ? { providers: "Definitions are of the whole account: choose all providers, or leave “Define” out." }
      : {}),
    ...(end === undefined || end <= now || end > now + LONGEST_DAYS * DAY_MS
      ? { until: `Must be a day to come, at most ${LONGEST_DAYS} days ahead.` }
      : {}),
  };
  if (did === undefined || end === undefined || Object.keys(problems).length > 0) return { problems };
  return { member: did, scopes, providers: chosen ?? "all", until: end };
}
