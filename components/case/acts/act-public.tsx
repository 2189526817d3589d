import { formatUtc } from "#components/ui/format-time.ts";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { CasePlan } from "#lib/client/case/case-plans.ts";
import type { CaseSigner } from "#lib/client/case/use-case-act.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import type { AppealGround, CaseEvidenceClass, Ground } from "#lib/statement/dispute-words.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { APPEAL_GROUND_WORDS, CLASS_WORDS, GROUND_WORDS } from "../dispute-words.ts";
import { sizeText } from "../size-text.ts";

/** Everything that would be public, readable; the bytes stand below it. */
export function ActPublic({
  plan: { body, parts },
  signer,
  statement: { issuedAt },
}: {
  plan: CasePlan;
  signer: Pick<CaseSigner, "isCaseKey">;
  statement: Pick<UnsignedStatement, "issuedAt">;
}) {
  const { ground, label, share, drawShare } = body;
  const said = body.statement ?? body.reason;
  return (
    <Panel title="What becomes public" level={3}>
      <KeyValueList
        items={[
          ...(typeof ground === "string" ? [{ key: "Ground", value: groundWords(ground) }] : []),
          ...(typeof label === "string" ? [{ key: "Label", value: <bdi>{label}</bdi> }] : []),
          ...(typeof body.class === "string"
            ? [{ key: "It is", value: CLASS_WORDS[body.class as CaseEvidenceClass].name }]
            : []),
          ...(typeof said === "string"
            ? [{ key: "You say", value: <bdi className="block max-w-prose whitespace-pre-wrap">{said}</bdi> }]
            : []),
          ...parts.map(({ bytes, mediaType }, at) => ({
            key: parts.length === 1 ? "File" : `File ${at + 1}`,
            value: `${sizeText(bytes.length)}, ${mediaType}`,
          })),
          ...(isText(drawShare) ? [{ key: "Of the draw", value: "the hash of your secret, which tells nothing" }] : []),
          ...(isText(share)
            ? [{ key: "Your share", value: <code className="break-all font-mono text-sm">{share}</code> }]
            : []),
          {
            key: "Signed by",
            value: signer.isCaseKey ? "a key that nothing else is tied to" : "your account, by name",
          },
          {
            key: "Dated",
            value: `${formatUtc(Date.parse(issuedAt), "minute")}${signer.isCaseKey ? ": the full hour, so that it tells nobody when you were here" : ""}`,
          },
        ]}
      />
    </Panel>
  );
}

const isText = (value: JsonValue | undefined): value is string => typeof value === "string";

function groundWords(ground: string): string {
  return GROUND_WORDS[ground as Ground]?.name ?? APPEAL_GROUND_WORDS[ground as AppealGround] ?? ground;
}
