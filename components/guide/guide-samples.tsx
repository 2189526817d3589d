"use client";
import { useId } from "react";
import { WALKS } from "#lib/client/guide/walks.ts";
import { Strip } from "./guide.tsx";

/** The strip of a walk that nobody is on, where it stands in a page. */
export function SampleStrip({ of, at, isHere }: { of: keyof typeof WALKS; at: number; isHere: boolean }) {
  const id = useId();
  const walk = WALKS[of];
  const step = walk.steps[at];
  return (
    <div className="overflow-hidden">
      <Strip
        kept={{ walk: of, at: Math.min(at, walk.steps.length), start: "/" }}
        {...{ walk, step, isHere }}
        says={step?.says}
        target={undefined}
        begun={0}
        name={`Guided walk: ${walk.title}, sample ${id}`}
      />
    </div>
  );
}
