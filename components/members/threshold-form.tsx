"use client";
import { useState } from "react";
import { ActsStatus } from "#components/keys/acts-status.tsx";
import { SignAs } from "#components/keys/sign-as.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { planThreshold } from "#lib/client/operator/member-plans.ts";
import type { Office } from "./office.ts";
import { useOfficeAct } from "./use-office-act.ts";

/** The threshold as it is, and another one that the keys of today can reach. `signing`: account keys that can sign now; undefined while they are not known. */
export function ThresholdForm({ signing, ...office }: Office & { signing: number | undefined }) {
  const { participant } = office;
  const { all, item, goOn, isBusy, act } = useOfficeAct(office);
  const [wanted, setWanted] = useState(participant.threshold);
  if (signing === undefined) return <SkeletonText label="Reading the account keys" />;
  const most = Math.max(signing, participant.threshold);
  return (
    <div className="flex flex-col gap-4">
      <p>
        {signing < participant.threshold ? (
          <>
            <strong>{participant.threshold}</strong> account keys must agree, of which only {signing} can sign now.
          </>
        ) : (
          <>
            <strong>
              {participant.threshold} of {signing}
            </strong>{" "}
            account {signing === 1 ? "key" : "keys"} must agree.
          </>
        )}{" "}
        Keys for disclosures, members and the spare key act alone.
      </p>
      {most < 2 ? (
        <p className="text-muted">
          With one account key there is nothing to agree on. <Link href="/operator/keys">Add another one</Link> first.
        </p>
      ) : all.phase === "done" ? (
        <Alert tone="verified" live title="Recorded" />
      ) : (
        <>
          <Field label="Keys that must agree" className="max-w-40">
            <Select value={String(wanted)} onChange={(event) => setWanted(Number(event.target.value))}>
              {Array.from({ length: most }, (_, at) => at + 1).map((count) => (
                <option key={count}>{count}</option>
              ))}
            </Select>
          </Field>
          <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
          {wanted === participant.threshold ? null : (
            <SignAs
              changesControl
              participant={participant}
              record={office.record}
              action={`Sign: ${wanted} must agree`}
              isBusy={isBusy}
              onSigner={(acting) => void act(acting, (scene) => planThreshold(scene, wanted))}
            />
          )}
        </>
      )}
    </div>
  );
}
