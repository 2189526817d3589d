"use client";
import { MoreHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { EmailCard } from "#components/account/email-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, Sheet } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLabel, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { toast } from "#components/ui/toast.ts";
import type { EmailView } from "#lib/contract/email.ts";

// Specimens for the gallery that need a state or a handler of their own.

export function SwitchDemo() {
  const [isOn, setOn] = useState(true);
  return (
    <Switch label="Details for auditors" help="Shows hashes and indices." checked={isOn} onCheckedChange={setOn} />
  );
}

export function RadioDemo() {
  const [value, setValue] = useState("browser");
  return (
    <RadioGroup legend="Where the key is kept" value={value} onValueChange={setValue}>
      <Radio boxed value="browser" label="In this browser" help="It cannot be copied out, not even by us." />
      <Radio boxed value="file" label="In a file" help="For the command line. You keep it safe." />
    </RadioGroup>
  );
}

const nothing = () => undefined;

export function EmailDemo({ email }: { email: EmailView }) {
  return <EmailCard email={email} isBusy={false} onChange={nothing} />;
}

export function RetryDemo() {
  return (
    <div className="flex flex-col gap-2">
      <RetryAlert title="The receipt could not be fetched" onRetry={nothing}>
        A receipt that you have as a file can be checked without a network.
      </RetryAlert>
      <RetryAlert tone="failed" title="The index gave no receipt" onRetry={nothing} />
      <RetryAlert title="Stopped after 1,200 of 3,000 rows" again="Check again and go on" onRetry={nothing}>
        What is published stays; going on skips it.
      </RetryAlert>
      <ErrorState title="The queue cannot be read now" onRetry={nothing}>
        What you typed is kept in this browser.
      </ErrorState>
    </div>
  );
}

export function OverlayDemo() {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Dialog
        title="Publish this disclosure?"
        description="Public for ever. You can correct it, never delete it."
        trigger={<Button>Open dialog</Button>}
        footer={
          <>
            <DialogClose>
              <Button>Not yet</Button>
            </DialogClose>
            <DialogClose>
              <Button variant="primary">Sign and publish</Button>
            </DialogClose>
          </>
        }
      >
        <p>The exact bytes are signed with the key in this browser.</p>
      </Dialog>
      <Sheet title="Checked here" trigger={<Button>Open sheet</Button>}>
        <p>Five sentences, hashes below them.</p>
      </Sheet>
      <Popover label="Filter" trigger={<Button>Open popover</Button>}>
        <p>A small panel at its trigger.</p>
      </Popover>
      <Menu trigger={<IconButton label="More actions" icon={<MoreHorizontal aria-hidden />} />}>
        <MenuLabel>This key</MenuLabel>
        <MenuLink href="/docs">How keys work</MenuLink>
        <MenuSeparator />
        <MenuItem onSelect={() => toast.note("Nothing was removed: this is the gallery")}>
          <Trash2 aria-hidden />
          Revoke
        </MenuItem>
      </Menu>
      <Button variant="quiet" data-tip="Said again on hover and focus">
        Tooltip
      </Button>
    </div>
  );
}

export function ToastDemo() {
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        onClick={() => toast.done("Draft saved", { description: "In this browser and in your account" })}
      >
        Done
      </Button>
      <Button
        size="sm"
        onClick={() => toast.failed("Draft not saved", { description: "No network. It is kept in this browser." })}
      >
        Failed
      </Button>
      <Button size="sm" onClick={() => toast.note("Entry 48,213 is now public")}>
        Note
      </Button>
    </div>
  );
}

const rows = [
  { name: "Halden Storage", kind: "instance", entries: 214, last: "3 min ago" },
  { name: "Vela", kind: "service", entries: 61, last: "2 h ago" },
  {
    name: "A provider with a name so long that it has to wrap on any screen",
    kind: "instance",
    entries: 7,
    last: "9 d ago",
  },
] as const;

export function SortableTableDemo({ caption }: { caption: string }) {
  const [isDescending, setDescending] = useState(true);
  const sorted = [...rows].sort((a, b) => (isDescending ? b.entries - a.entries : a.entries - b.entries));
  return (
    <Table caption={caption}>
      <THead>
        <Th>Name</Th>
        <Th>Kind</Th>
        <Th
          numeric
          sort={{
            direction: isDescending ? "descending" : "ascending",
            onSort: () => setDescending(!isDescending),
          }}
        >
          Entries
        </Th>
        <Th numeric>Last signal</Th>
      </THead>
      <TBody>
        {sorted.map((row) => (
          <Tr key={row.name}>
            <Td head>{row.name}</Td>
            <Td label="Kind">{row.kind}</Td>
            <Td label="Entries" numeric>
              {row.entries}
            </Td>
            <Td label="Last signal" numeric>
              {row.last}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
