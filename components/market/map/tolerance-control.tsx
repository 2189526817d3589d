"use client";
import { useId, useState } from "react";
import { choiceClass } from "#components/ui/choice.tsx";
import { Input } from "#components/ui/input.tsx";
import { namedTolerance, TOLERANCES, type ToleratedTier, toleranceFrom, toleranceOf } from "./tolerance.ts";

/** How much risk the reader takes: by tier, or by the highest chance in percent. The line in the drawing is the same. */
export function ToleranceControl({ tolerated, onTolerate }: { tolerated: number; onTolerate: (ppm: number) => void }) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const text = typed ?? String(tolerated / 10_000);
  const isWrong = typed !== undefined && toleranceFrom(typed) === undefined;
  const group = useId();
  const pick = (tier: ToleratedTier) => {
    setTyped(undefined);
    onTolerate(toleranceOf(tier));
  };
  return (
    <div data-print="hide" className="mb-2 flex flex-wrap items-center gap-x-5 gap-y-2">
      <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <legend className="float-left mr-4 text-muted text-sm leading-6">Risk I take</legend>
        {TOLERANCES.map(([tier]) => (
          <label key={tier} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name={group}
              value={tier}
              checked={namedTolerance(tolerated) === tier}
              onChange={() => pick(tier)}
              className={choiceClass}
            />
            {tier === "A" ? "A only" : `${tier} or better`}
          </label>
        ))}
      </fieldset>
      <div className="flex items-center gap-2 text-muted text-sm">
        <label htmlFor={`${group}-percent`}>or up to, in %</label>
        <span className="inline-block w-16">
          <Input
            id={`${group}-percent`}
            inputMode="decimal"
            aria-invalid={isWrong || undefined}
            value={text}
            onChange={(event) => {
              setTyped(event.target.value);
              const ppm = toleranceFrom(event.target.value);
              if (ppm !== undefined) onTolerate(ppm);
            }}
            onBlur={() => setTyped(undefined)}
          />
        </span>
      </div>
    </div>
  );
}
