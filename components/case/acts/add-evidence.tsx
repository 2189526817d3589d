"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";

const EvidenceDesk = dynamic(() => import("./evidence-desk.tsx"), {
  ssr: false,
  loading: () => <SkeletonText lines={4} label="Loading the form" />,
});

/** On the page of an open case, for whoever is no party: the form comes when it is asked for. */
export function AddEvidence(props: {
  id: string;
  state: string;
  origin: string;
  closesAt: string | null;
  now: number;
}) {
  const [isOpen, setOpen] = useState(false);
  const { closesAt, now } = props;
  return (
    <Panel
      title="Do you know something?"
      description={
        closesAt === null ? (
          "Anybody may add evidence while the case is open."
        ) : (
          <>
            Anybody may add evidence until{" "}
            <TimeText at={Date.parse(closesAt)} now={now} show="both" precision="minute" />.
          </>
        )
      }
      className="print:hidden"
    >
      {isOpen ? (
        <EvidenceDesk id={props.id} state={props.state} origin={props.origin} />
      ) : (
        <Button onClick={() => setOpen(true)}>Add evidence</Button>
      )}
    </Panel>
  );
}
