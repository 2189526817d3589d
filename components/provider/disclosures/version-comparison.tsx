import { DifferenceView } from "#components/disclosure/difference-view.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { formatUtc } from "#components/ui/format-time.ts";
import { Select } from "#components/ui/select.tsx";
import { changesBetween } from "#lib/disclosure/differences.ts";
import type { Field as FieldSpec } from "#lib/disclosure/field-tree.ts";
import type { ReadVersion } from "./disclosure-rows.ts";

/** Choosing two versions, and what differs between them. A plain form: it works before scripts load, and its address can be sent. */
export function VersionComparison({
  versions,
  old,
  fresh,
  fields,
}: {
  /** Newest first. */
  versions: readonly ReadVersion[];
  old: ReadVersion;
  fresh: ReadVersion;
  fields: readonly FieldSpec[];
}) {
  return (
    <div className="flex flex-col gap-4">
      <form method="get" action="#compare" className="flex flex-wrap items-end gap-3">
        <Choice label="Before" name="old" versions={versions} chosen={old} />
        <Choice label="After" name="new" versions={versions} chosen={fresh} />
        <Button type="submit">Compare</Button>
      </form>
      {old.entry.index === fresh.entry.index ? (
        <p className="text-muted">That is one and the same version: choose another.</p>
      ) : (
        <DifferenceView changes={changesBetween(fields, old.body, fresh.body)} />
      )}
    </div>
  );
}

function Choice({
  label,
  name,
  versions,
  chosen,
}: {
  label: string;
  name: string;
  versions: readonly ReadVersion[];
  chosen: ReadVersion;
}) {
  return (
    <Field label={label} className="w-full sm:w-64">
      <Select name={name} defaultValue={chosen.entry.index}>
        {versions.map(({ entry }) => (
          <option key={entry.index} value={entry.index}>
            {`${formatUtc(Date.parse(entry.logged_at), "minute")}, entry ${entry.index.toLocaleString("en")}`}
          </option>
        ))}
      </Select>
    </Field>
  );
}
