import { RefreshCw } from "lucide-react";
import { ActionBar, ActionNote } from "#components/ui/action-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { GallerySection } from "./gallery-section.ts";
import { OverlayDemo, RadioDemo, SwitchDemo, ToastDemo } from "./ui-demos.tsx";

export const controlsGallery: GallerySection = {
  id: "controls",
  title: "Buttons, links and fields",
  specimens: [
    {
      title: "Buttons",
      render: () => (
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary">Sign and publish</Button>
          <Button>Save draft</Button>
          <Button variant="quiet">Cancel</Button>
          <Button variant="danger">Revoke key</Button>
          <Button size="sm">Small</Button>
          <Button size="lg">Large</Button>
        </div>
      ),
    },
    {
      title: "Busy and disabled",
      render: () => (
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary" busy>
            Publishing
          </Button>
          <Button busy>Checking</Button>
          <Button disabled>Not possible now</Button>
          <IconButton label="Load again" icon={<RefreshCw aria-hidden />} />
          <IconButton size="sm" label="Load this line again" icon={<RefreshCw aria-hidden />} />
          <CopyButton value="copied text" what="the text" text="Copy" />
        </div>
      ),
    },
    {
      title: "Links",
      render: () => (
        <p>
          In text <Link href="/docs">the concepts</Link>, to another host <Link href="https://c2sp.org">C2SP</Link>, as
          a name{" "}
          <Link look="name" href="/providers">
            Halden Storage
          </Link>
          , as a button <ButtonLink href="/verify">Check a receipt</ButtonLink>
        </p>
      ),
    },
    {
      title: "Fields: plain, filled, help",
      render: () => (
        <div className="flex flex-col gap-4">
          <Field label="Domain" help="The name your customers type." hint="example.org">
            <Input placeholder="example.org" />
          </Field>
          <Field label="Public key" optional>
            <Input mono defaultValue="z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" />
          </Field>
          <Field label="Reason">
            <Select defaultValue="rotation">
              <option value="rotation">Planned rotation</option>
              <option value="compromise">The key may be known to others</option>
            </Select>
          </Field>
        </div>
      ),
    },
    {
      title: "Fields: refused, read-only, disabled",
      render: () => (
        <div className="flex flex-col gap-4">
          <Field label="Domain" required error="“exa mple” holds a space. Write it as in the address bar.">
            <Input defaultValue="exa mple" />
          </Field>
          <Field label="What it does" help="One paragraph, shown on your page.">
            <Textarea defaultValue="Keeps files of paying customers on three continents." />
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label="Read-only">
              <Input readOnly value="entry 48,213" />
            </Field>
            <Field label="Disabled">
              <Input disabled value="not now" />
            </Field>
          </div>
        </div>
      ),
    },
    {
      title: "Choices",
      render: () => (
        <div className="flex flex-col gap-5">
          <RadioDemo />
          <Fieldset legend="Also" error="Choose at least one.">
            <Checkbox label="Tell me when it expires" help="By e-mail, 14 days before." defaultChecked />
            <Checkbox label="Not possible in this browser" disabled />
          </Fieldset>
          <SwitchDemo />
        </div>
      ),
    },
    {
      title: "Under a form: its buttons, and a word about them",
      render: () => (
        <ActionBar>
          <Button variant="primary">Preview</Button>
          <Button variant="quiet">Discard the draft</Button>
          <ActionNote>Draft kept in this browser.</ActionNote>
        </ActionBar>
      ),
    },
    { title: "Dialog, sheet, popover, menu, tooltip (open in the page's theme)", render: () => <OverlayDemo /> },
    { title: "Toasts", render: () => <ToastDemo /> },
  ],
};
