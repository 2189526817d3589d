"use client";
import { useQuery } from "@tanstack/react-query";
import { ActDone } from "#components/handover/act-done.tsx";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { planActivateModel } from "#lib/client/admin/model-plans.ts";
import { modelsQuery } from "#lib/client/admin/queries.ts";
import type { ModelsView } from "#lib/contract/models.ts";
import { findModel } from "#lib/reputation/model.ts";
import { AnnounceModel } from "./announce-model.tsx";
import { type AdminOffice, agreementNote } from "./office.ts";
import { useDone } from "./use-done.ts";

/** By which model providers are rated: what holds, what is announced and from when it can hold, and announcing another. */
export function ModelsPanel(office: AdminOffice) {
  const models = useQuery(modelsQuery);
  const { done, onRecorded } = useDone();
  return (
    <Panel
      id="models"
      title="Models of marks"
      description="By which constants facts become a tier. Announced with who would move, 14 days before it can hold."
    >
      <div className="flex flex-col gap-5">
        <ActDone done={done} />
        {models.isError ? (
          <p>They could not be read now. Load the page again.</p>
        ) : models.data === undefined ? (
          <SkeletonText label="Reading the models" />
        ) : (
          <>
            <InForce active={models.data.active} />
            {models.data.announced.map((one) => (
              <Announced key={one.hash} one={one} slot={models.data.slot} office={office} onRecorded={onRecorded} />
            ))}
            <Details summary="Announce another model">
              <AnnounceModel key={models.data.slot} models={models.data} office={office} onRecorded={onRecorded} />
            </Details>
          </>
        )}
      </div>
    </Panel>
  );
}

function InForce({ active }: Pick<ModelsView, "active">) {
  if (active === null) return <p>No model is in force: nobody is rated here. The first can hold at once.</p>;
  return (
    <p>
      In force: <span className="font-medium">{active.name ?? "a model that this software does not have"}</span>{" "}
      <HashText value={active.hash} />, since <TimeText at={Date.parse(active.at)} precision="minute" />.{" "}
      <Link href="/method">What it says</Link>
    </p>
  );
}

/** An announced model; put in force here from the day on that was announced, where this software can compute it. */
function Announced({
  one,
  slot,
  office,
  onRecorded,
}: {
  one: ModelsView["announced"][number];
  slot: string | null;
  office: AdminOffice;
  onRecorded: OnRecorded;
}) {
  const from = Date.parse(one.not_before);
  const isKnown = findModel(one.hash) !== undefined;
  return (
    <div className="flex flex-col gap-3 border-divider border-t pt-4">
      <p>
        Announced: <bdi className="font-medium">{one.name}</bdi> <HashText value={one.hash} />, with its file and who
        would move in <Link href={`/log/entries/${one.entry}`}>entry {one.entry.toLocaleString("en")}</Link>.
      </p>
      {office.now < from ? (
        <p>
          It can be put in force from <TimeText at={from} precision="minute" /> on. Signed sooner, it would change
          nothing.
        </p>
      ) : isKnown ? (
        <SignAct
          account={office.account}
          origin={office.origin}
          draft={planActivateModel(one.hash, slot)}
          action={`Put ${one.name} in force`}
          note={agreementNote(office, `${one.name} is in force: everybody is rated by it from this entry on.`)}
          onRecorded={onRecorded}
        />
      ) : (
        <p>
          This software does not have that model, so that in force it would rate nobody. Take the release that has it
          first.
        </p>
      )}
    </div>
  );
}
