"use client";
import { useQuery } from "@tanstack/react-query";
import { ActDone } from "#components/handover/act-done.tsx";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { planActivatePolicy } from "#lib/client/admin/plans.ts";
import { policyQuery } from "#lib/client/admin/queries.ts";
import type { PolicyView } from "#lib/contract/governance.ts";
import { type AdminOffice, agreementNote, type MaybeOffice } from "./office.ts";
import { PolicyChanges, PolicyNumbers } from "./policy-changes.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { useDone } from "./use-done.ts";

/** Budgets, panels and clocks: since when they hold, what is announced with its day, and announcing others. */
export function PolicyPanel({ scene, office }: MaybeOffice) {
  const policy = useQuery(policyQuery);
  const { done, onRecorded } = useDone();
  return (
    <Panel
      id="policy"
      title="Policy"
      description="Budgets, panels and clocks. Announced 14 days before it can hold; a case keeps the policy of its filing."
    >
      <div className="flex flex-col gap-5">
        <ActDone done={done} />
        {policy.isError ? (
          <p>It could not be read now. Load the page again.</p>
        ) : policy.data === undefined ? (
          <SkeletonText label="Reading the policy" />
        ) : (
          <>
            <p>
              In force since <TimeText at={Date.parse(policy.data.in_force.at)} precision="minute" />,{" "}
              <Link href={`/log/entries/${policy.data.in_force.entry}`}>
                {policy.data.in_force.entry === 0
                  ? "the first entry"
                  : `entry ${policy.data.in_force.entry.toLocaleString("en")}`}
              </Link>
              .
            </p>
            {policy.data.announced === null ? (
              <p>No other policy is announced.</p>
            ) : (
              <Announced
                announced={policy.data.announced}
                inForce={policy.data.in_force}
                now={scene.now}
                office={office}
                onRecorded={onRecorded}
              />
            )}
            {office === undefined ? (
              <Details summary="Every number of the policy in force">
                <PolicyNumbers policy={policy.data.in_force.policy} />
              </Details>
            ) : (
              <Details
                summary={
                  policy.data.announced === null ? "Announce another policy" : "Announce another one in its place"
                }
              >
                <PolicyForm
                  key={policy.data.announced?.hash ?? policy.data.in_force.hash}
                  inForce={policy.data.in_force.policy}
                  start={policy.data.announced?.policy ?? policy.data.in_force.policy}
                  replaces={policy.data.announced !== null}
                  office={office}
                  onRecorded={onRecorded}
                />
              </Details>
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

/** What is announced, against what holds; put in force here from its day on. */
function Announced({
  announced,
  inForce,
  now,
  office,
  onRecorded,
}: {
  announced: NonNullable<PolicyView["announced"]>;
  inForce: PolicyView["in_force"];
  now: number;
  office: AdminOffice | undefined;
  onRecorded: OnRecorded;
}) {
  const from = Date.parse(announced.not_before);
  return (
    <div className="flex flex-col gap-3 border-divider border-t pt-4">
      <p>
        Announced <TimeText at={Date.parse(announced.at)} now={now} /> in{" "}
        <Link href={`/log/entries/${announced.entry}`}>entry {announced.entry.toLocaleString("en")}</Link>:
      </p>
      <PolicyChanges before={inForce.policy} after={announced.policy} caption="What the announced policy changes" />
      {announced.draw_chain_end === null ? null : (
        <p>It also sets another chain of draws, for cases that are filed once it is in force.</p>
      )}
      {now < from ? (
        <p>
          It can be put in force from <TimeText at={from} precision="minute" /> on. Signed sooner, it would change
          nothing.
        </p>
      ) : office === undefined ? (
        <p>The administrators can put it in force now.</p>
      ) : (
        <SignAct
          account={office.account}
          origin={office.origin}
          draft={planActivatePolicy(announced.hash)}
          action="Put it in force"
          note={agreementNote(office, "The policy is in force. Open cases keep the one of their filing.")}
          onRecorded={onRecorded}
        />
      )}
    </div>
  );
}
