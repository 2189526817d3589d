import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { type ApiProblemCode, PROBLEMS, problemType, type Remedy } from "#lib/contract/problems.ts";

const REMEDIES: Record<Remedy, string> = {
  "change-request": "the sender, by another request",
  "change-state": "somebody with the right to change the state",
  "sign-in": "the sender, after signing in",
  wait: "nobody but time",
  operator: "the operator of this index",
};

/** What the API says with this code: the same table that its answers are made from. */
export function ProblemFacts({ code }: { code: ApiProblemCode }) {
  const { status, title, action, remedy } = PROBLEMS[code];
  return (
    <Panel title="In an answer of the API">
      <KeyValueList
        items={[
          { key: "code", value: <code className="font-mono text-sm">{code}</code> },
          { key: "status", value: status },
          { key: "type", value: <code className="font-mono text-sm">{problemType(code)}</code> },
          { key: "title", value: title },
          { key: "action", value: action },
          { key: "who can act", value: REMEDIES[remedy] },
        ]}
      />
      <p className="mt-3 text-sm">
        <Link href="/docs/problems">All problems</Link>
      </p>
    </Panel>
  );
}
