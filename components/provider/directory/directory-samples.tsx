"use client";
import { CompareBar, PickBox } from "../compare-pick.tsx";

const nothing = () => undefined;

/** Choosing for a comparison: a box that is free, taken, and of no use any more; what stands below the table. */
export function PickSample() {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-4">
        <PickBox name="Halden" isPicked={false} isFull={false} onPick={nothing} />
        <PickBox name="Vela" isPicked isFull={false} onPick={nothing} />
        <PickBox name="Nomi" isPicked={false} isFull onPick={nothing} />
      </div>
      <CompareBar picked={["prv_a"]} onClear={nothing} />
      <CompareBar picked={["prv_a", "prv_b", "prv_c"]} onClear={nothing} />
    </div>
  );
}
