"use client";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { ENGINE_NAMES } from "#lib/selection/engines.ts";
import { type BOUNDS, type KnobName, type LabSettings, WORLD_KNOBS, WORLD_NAMES } from "#lib/selection/lab/settings.ts";
import type { WorldName } from "#lib/selection/lab/worlds.ts";
import { ENGINE_WORDS, KNOB_WORDS, WORLD_WORDS } from "./lab-words.ts";

const MOST_ON_SLIDER = 2_000;

/** What is asked of the laboratory; everything is read from the form when it is sent, as an address would say it. */
export function LabForm({
  settings,
  isRunning,
  onRun,
  onStop,
}: {
  settings: LabSettings;
  isRunning: boolean;
  onRun: (params: URLSearchParams) => void;
  onStop: () => void;
}) {
  const [world, setWorld] = useState<WorldName>(settings.world);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)].filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    onRun(new URLSearchParams(entries));
  };
  const knobs = Object.entries(WORLD_KNOBS[world]) as [KnobName, number][];
  const presetOf = (knob: KnobName, preset: number) =>
    world === settings.world ? (settings.knobs[knob] ?? preset) : preset;
  return (
    <form onSubmit={send} className="flex flex-col gap-5" noValidate>
      <Field label="World" help={WORLD_WORDS[world].says}>
        <Select name="world" value={world} onChange={(event) => setWorld(event.target.value as WorldName)}>
          {WORLD_NAMES.map((name) => (
            <option key={name} value={name}>
              {WORLD_WORDS[name].name}
            </option>
          ))}
        </Select>
      </Field>
      {knobs.length === 0 ? null : (
        <div className="grid grid-cols-2 gap-x-4 gap-y-3">
          {knobs.map(([knob, preset]) =>
            knob === "delayRounds" ? (
              <DelaySlider key={`${world} ${knob}`} rounds={presetOf(knob, preset)} />
            ) : (
              <NumberField key={`${world} ${knob}`} name={knob} {...KNOB_WORDS[knob]} value={presetOf(knob, preset)} />
            ),
          )}
        </div>
      )}
      <Fieldset legend="Engines" help="At most six at once.">
        <div className="grid grid-cols-2 gap-1.5 lg:grid-cols-1">
          {ENGINE_NAMES.map((engine) => (
            <Checkbox
              key={engine}
              name="engine"
              value={engine}
              defaultChecked={settings.engines.includes(engine)}
              label={
                <>
                  {ENGINE_WORDS[engine].name}{" "}
                  <span className="text-muted text-sm max-lg:sr-only">{ENGINE_WORDS[engine].says}</span>
                </>
              }
            />
          ))}
        </div>
      </Fieldset>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        <NumberField name="rounds" label="Rounds" hint="of each run" value={settings.rounds} />
        <NumberField name="runs" label="Runs" hint="up to 500" value={settings.runs} />
      </div>
      <Details
        summary="Seed, late reports, share"
        open={settings.firstSeed !== 0 || settings.kappa !== 0 || settings.share}
      >
        <div className="flex flex-col gap-3">
          <NumberField name="firstSeed" label="First seed" hint="then one by one" value={settings.firstSeed} />
          <NumberField name="kappa" label="Kappa" hint="0: open tickets do not slow it" value={settings.kappa} />
          <Checkbox
            name="share"
            value="1"
            defaultChecked={settings.share}
            label="Fixed share for DCH-IX and DCH"
            help="Forgets, for worlds that change. It has no proven ceiling."
          />
        </div>
      </Details>
      <div className="flex gap-3">
        {isRunning ? (
          // Another element than Run: else this press, as it ends, would send the form.
          <Button key="stop" onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button key="run" type="submit" variant="primary">
            Run
          </Button>
        )}
      </div>
    </form>
  );
}

function NumberField({
  name,
  label,
  hint,
  value,
}: {
  name: keyof typeof BOUNDS;
  label: string;
  hint: string;
  value: number;
}) {
  return (
    <Field label={label} hint={hint}>
      <Input name={name} inputMode="decimal" defaultValue={value} />
    </Field>
  );
}

/** How late losses are told. */
function DelaySlider({ rounds }: { rounds: number }) {
  const [value, setValue] = useState(rounds);
  return (
    <Field label={KNOB_WORDS.delayRounds.label} hint={`${value.toLocaleString("en")} rounds`} className="col-span-2">
      <input
        type="range"
        name="delayRounds"
        aria-label="Rounds by which losses are told late"
        min={0}
        max={Math.max(MOST_ON_SLIDER, rounds)}
        step={50}
        value={value}
        onChange={(event) => setValue(Number(event.target.value))}
        className="h-6 w-full accent-link"
      />
    </Field>
  );
}
