"use client";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { namedTolerance, TOLERANCES, toleranceFrom, toleranceOf } from "./tolerance.ts";

/** How much risk the reader takes: by tier, or by the highest chance in percent. The line in the drawing is the same. */
export function ToleranceControl({ tolerated, onTolerate }: { tolerated: number; onTolerate: (ppm: number) => void }) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const text = typed ?? String(tolerated / 10_000);
  const isWrong = typed !== undefined && toleranceFrom(typed) === undefined;
  const pick = (value: string) => {
    const tier = TOLERANCES.find(([name]) => name === value)?.[0];
    if (tier === undefined) return;
    setTyped(undefined);
    onTolerate(toleranceOf(tier));
  };
  return (
    <div data-print="hide" className="mb-2 flex flex-wrap items-end gap-x-6 gap-y-2">
      <RadioGroup
        legend={<span className="font-normal text-muted text-sm">Risk I take</span>}
        inline
        value={namedTolerance(tolerated) ?? ""}
        onValueChange={pick}
      >
        {TOLERANCES.map(([tier]) => (
          <Radio key={tier} value={tier} label={tier === "A" ? "A only" : `${tier} or better`} />
        ))}
      </RadioGroup>
      <Field
        label={<span className="font-normal text-muted text-sm">or up to, in %</span>}
        error={isWrong ? "0.5 to 60" : undefined}
        className="w-28"
      >
        <Input
          inputMode="decimal"
          value={text}
          onChange={(event) => {
            setTyped(event.target.value);
            const ppm = toleranceFrom(event.target.value);
            if (ppm !== undefined) onTolerate(ppm);
          }}
          onBlur={() => setTyped(undefined)}
        />
      </Field>
    </div>
  );
}
