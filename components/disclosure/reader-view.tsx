import { Badge } from "#components/ui/badge.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import type { Field } from "#lib/disclosure/field-tree.ts";
import { factsOfBody } from "#lib/disclosure/told.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { ToldView } from "./told-view.tsx";

/** What a disclosure says, in words: the same on the provider's page, beside its entry, and in the composer's preview. */
export function ReaderView({
  fields,
  body,
  due = true,
}: {
  fields: readonly Field[];
  body: JsonObject;
  /** Says when it is to be renewed; false where the frame says so. */
  due?: boolean;
}) {
  const { notApplicable, expiresAt } = body;
  const facts = factsOfBody(fields, body);
  const day = due && typeof expiresAt === "string" ? expiresAt.slice(0, 10) : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {notApplicable === undefined ? null : (
        <p>
          <Badge tone="attention">not applicable</Badge>{" "}
          {notApplicable === "" ? "…" : <bdi>{`The operator says: “${String(notApplicable)}”`}</bdi>}
        </p>
      )}
      <KeyValueList
        items={[
          ...facts.map(({ name, label, value }) => ({
            key: name,
            label,
            value: <ToldView told={value} label={label} />,
          })),
          ...(day === undefined ? [] : [{ key: "expiresAt", label: "Renewal due", value: day }]),
        ]}
      />
    </div>
  );
}
