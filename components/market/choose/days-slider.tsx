"use client";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";

/** For how long money lies there, beside what comes of it; letting go of it asks again. Without scripts it is sent with the form. */
export function DaysSlider({ days }: { days: number }) {
  const [value, setValue] = useState(days);
  return (
    <Field label="My money lies there for" hint={value === 1 ? "1 day" : `${value} days`}>
      <input
        type="range"
        form="choose"
        name="days"
        aria-label="Days that money lies there"
        min={0}
        max={90}
        value={Math.min(90, value)}
        onChange={(event) => setValue(Number(event.target.value))}
        onPointerUp={(event) => event.currentTarget.form?.requestSubmit()}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          // Some browsers send the form by themselves, others do not: once is enough.
          event.preventDefault();
          if (!event.repeat) event.currentTarget.form?.requestSubmit();
        }}
        className="h-6 w-full accent-link"
      />
    </Field>
  );
}
