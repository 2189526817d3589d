import { FieldValue } from "#components/provider/identity-card.tsx";
import { identityFields } from "#components/provider/identity-fields.ts";
import { Badge } from "#components/ui/badge.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import type { JsonObject } from "#lib/kernel/json.ts";

/** What readers will see of a body that is being written: the provider page's own fields and words. */
export function IdentityView({ body }: { body: JsonObject }) {
  const { notApplicable, expiresAt, ...rest } = body;
  const due = typeof expiresAt === "string" ? expiresAt.slice(0, 10) : undefined;
  const fields = identityFields(rest);
  return (
    <div className="flex flex-col gap-2">
      {notApplicable === undefined ? null : (
        <p>
          <Badge tone="attention">not applicable</Badge>{" "}
          {notApplicable === "" ? "…" : <bdi>{`The operator says: “${String(notApplicable)}”`}</bdi>}
        </p>
      )}
      <KeyValueList
        items={[
          ...fields.map((field) => ({ key: field.name, label: field.label, value: <FieldValue field={field} /> })),
          ...(due === undefined ? [] : [{ key: "expiresAt", label: "Renewal due", value: due }]),
        ]}
      />
    </div>
  );
}
