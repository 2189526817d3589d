"use client";
import { usePathname } from "next/navigation";
import { DESK_KEYS } from "#components/review/desk-keys.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { DOORS } from "./nav.ts";
import { useShell } from "./shell-context.tsx";

/** `?`: every key, and the switch that turns single letters off. */
export default function KeysSheet({
  letters,
  setLetters,
}: {
  letters: boolean;
  setLetters: (letters: boolean) => void;
}) {
  const { panel, open, close } = useShell();
  const isDesk = usePathname() === "/review";
  return (
    <Dialog title="Keyboard" open={panel === "keys"} onOpenChange={(next) => (next ? open("keys") : close())}>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
        <Keys keys={["⌘/Ctrl", "K"]} does="Go to or do anything; paste an id or hash" />
        <Keys keys={["/"]} does="Search" />
        <Keys keys={["?"]} does="This sheet" />
        {isDesk ? DESK_KEYS.map(({ keys, does }) => <Keys key={does} keys={keys} does={does} />) : null}
        {DOORS.map((door) => (
          <Keys key={door.href} keys={["g", door.key]} does={door.text} />
        ))}
      </dl>
      <div className="mt-5 border-divider border-t pt-4">
        <Switch
          label="Single-letter keys"
          help="They never act while you type. ⌘/Ctrl-K works either way."
          checked={letters}
          onCheckedChange={setLetters}
        />
      </div>
    </Dialog>
  );
}

function Keys({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <>
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd
            key={key}
            className="inline-flex h-6 min-w-6 items-center justify-center rounded-sm border border-divider border-b-2 bg-sunken px-1.5 font-mono text-xs"
          >
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </>
  );
}
