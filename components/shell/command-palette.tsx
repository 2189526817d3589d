"use client";
import { Command } from "cmdk";
import { ArrowRight, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as DialogPrimitive } from "radix-ui";
import { useState } from "react";
import { useFocusReturn } from "#components/ui/dialog.tsx";
import { useDetail } from "./detail.tsx";
import { DOORS } from "./nav.ts";
import { readTarget } from "./palette-target.ts";
import { useShell } from "./shell-context.tsx";
import { findEntryOfStatement } from "./statement-lookup.ts";

const itemClass =
  "flex min-h-9 cursor-pointer select-none items-center gap-3 rounded-md px-3 py-1.5 data-[selected=true]:bg-selected";
const groupClass =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs";

/** Names before explanations, beginnings before middles; no letter soup, which finds "Verify" for "keyb". */
function rank(name: string, typed: string, explanations: string[] = []): number {
  const wanted = typed.trim().toLowerCase();
  const at = name.toLowerCase().indexOf(wanted);
  if (at === 0) return 1;
  if (at > 0) return 0.8;
  return explanations.some((text) => text.toLowerCase().includes(wanted)) ? 0.5 : 0;
}

/** ⌘/Ctrl-K: go to a page, paste an identifier, change what is shown. */
export default function CommandPalette() {
  const { panel, open, close } = useShell();
  const router = useRouter();
  const { setTheme } = useTheme();
  const [isDetailed, setDetailed] = useDetail();
  const focusReturn = useFocusReturn();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const target = readTarget(typed);

  const leave = () => {
    setTyped("");
    setProblem(undefined);
    close();
  };
  const go = (href: string) => {
    leave();
    router.push(href);
  };
  const goToStatement = async (hash: string) => {
    const found = await findEntryOfStatement(hash);
    if (found.kind === "found") go(`/log/entries/${found.index}`);
    else setProblem(found.problem);
  };
  const actions = [
    { text: "Light theme", run: () => setTheme("light") },
    { text: "Dark theme", run: () => setTheme("dark") },
    { text: "Theme as in the system", run: () => setTheme("system") },
    {
      text: isDetailed ? "Hide details for auditors" : "Show details for auditors",
      run: () => setDetailed(!isDetailed),
    },
  ];

  return (
    <DialogPrimitive.Root open={panel === "palette"} onOpenChange={(next) => (next ? open("palette") : leave())}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <DialogPrimitive.Content
          {...focusReturn}
          aria-describedby={undefined}
          className="-translate-x-1/2 fixed top-[min(12dvh,7rem)] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-xl overflow-hidden rounded-lg border border-divider bg-surface shadow-float outline-none"
        >
          <DialogPrimitive.Title className="sr-only">Go to or do</DialogPrimitive.Title>
          <Command label="Go to or do" loop filter={rank}>
            <div className="flex items-center gap-3 border-divider border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Command.Input
                value={typed}
                onValueChange={(next) => {
                  setTyped(next);
                  setProblem(undefined);
                }}
                placeholder="Page, entry number, hash, prv_… or did:key:…"
                className="h-12 w-full bg-surface text-lg outline-none"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
              {target ? null : (
                <Command.Empty className="px-3 py-6 text-muted">
                  Nothing here has that name. Paste an entry number, a hash, a provider id or a DID.
                </Command.Empty>
              )}
              {problem ? (
                <p role="alert" className="px-3 py-2 text-failed text-sm">
                  {problem}
                </p>
              ) : null}
              {target ? (
                <Command.Group forceMount heading="What you pasted" className={groupClass}>
                  <Command.Item
                    forceMount
                    value={`target ${typed}`}
                    className={itemClass}
                    onSelect={() => {
                      if (target.kind === "page") go(target.href);
                      else void goToStatement(target.hash);
                    }}
                  >
                    <ArrowRight aria-hidden className="size-4 shrink-0 text-muted" />
                    <span className="min-w-0 truncate">{target.text}</span>
                  </Command.Item>
                </Command.Group>
              ) : null}
              <Command.Group heading="Go to" className={groupClass}>
                {DOORS.map((door) => (
                  <Command.Item
                    key={door.href}
                    value={door.text}
                    keywords={[door.help]}
                    className={itemClass}
                    onSelect={() => go(door.href)}
                  >
                    <span className="font-medium">{door.text}</span>
                    <span className="min-w-0 truncate text-muted text-sm max-sm:hidden">{door.help}</span>
                    <kbd className="ml-auto shrink-0 font-mono text-muted text-xs">g {door.key}</kbd>
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading="Do" className={groupClass}>
                {actions.map((action) => (
                  <Command.Item
                    key={action.text}
                    value={action.text}
                    className={itemClass}
                    onSelect={() => {
                      action.run();
                      leave();
                    }}
                  >
                    {action.text}
                  </Command.Item>
                ))}
                <Command.Item value="Keyboard shortcuts" className={itemClass} onSelect={() => open("keys")}>
                  Keyboard shortcuts
                  <kbd className="ml-auto font-mono text-muted text-xs">?</kbd>
                </Command.Item>
              </Command.Group>
            </Command.List>
          </Command>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}
