"use client";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { DetailSwitch } from "#components/shell/detail.tsx";
import { useStoredFlag } from "#components/shell/stored-flag.ts";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Switch } from "#components/ui/switch.tsx";

/** How this browser shows the site; kept here, not in the account. */
export function Preferences() {
  const { theme, setTheme } = useTheme();
  const [letters, setLetters] = useStoredFlag("touchstone:letter-keys", true);
  // The server cannot know the theme: nothing is marked until the browser has said.
  const [isHere, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  return (
    <div className="flex flex-col gap-5">
      <RadioGroup legend="Theme" inline value={isHere ? (theme ?? "system") : ""} onValueChange={setTheme}>
        <Radio value="system" label="As the system" />
        <Radio value="light" label="Light" />
        <Radio value="dark" label="Dark" />
      </RadioGroup>
      <Switch
        label="Single-letter keys"
        help="g then p, l, v …; they never act while you type. Ctrl-K works either way."
        checked={letters}
        onCheckedChange={setLetters}
      />
      <DetailSwitch />
    </div>
  );
}
