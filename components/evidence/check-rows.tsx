import { HashText } from "#components/ui/hash-text.tsx";
import type { KeyValueItem } from "#components/ui/key-value.tsx";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { Run } from "#lib/evidence/definition/run-definition.ts";
import { contentDigestOf } from "#lib/evidence/signing/content-digest.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { CheckRows } from "./check-groups.tsx";

const hash = (key: string, value: string): KeyValueItem => ({ key, value: <HashText value={value} what={key} /> });
const plain = (key: string, value: string): KeyValueItem => ({
  key,
  value: <bdi className="break-all font-mono text-sm">{value}</bdi>,
});

/** What went into each check and what came out, read from the bundle and the finding. */
export function checkRowsOf(finding: BundleFinding, bytes: number): CheckRows {
  const { bundle, fault, signer, history, definition, state, runs, t } = finding;
  if (bundle === undefined) return { form: [plain("Size", `${bytes} bytes`)] };
  const answers = bundle.exchanges.map(readAnswer);
  const times = answers.flatMap(({ parameters: { created } }) =>
    created === undefined ? [] : [plain("Dated", formatInstant((created * SECOND_MS) as Instant))],
  );
  return {
    form: [plain("Size", `${bytes} bytes`), plain("Form", bundle.schema)],
    body: answers.flatMap(({ heads, responseBody }) => [
      plain("As signed", heads?.response.contentDigest ?? "unreadable"),
      plain("Computed", contentDigestOf(responseBody)),
    ]),
    components: bundle.exchanges.flatMap((exchange) =>
      "dsse" in exchange ? [plain("Envelope", exchange.dsse.payloadType)] : [plain("Covers", exchange.signatureInput)],
    ),
    key: [
      plain("Accused", bundle.subject.provider),
      ...(signer === undefined ? [] : [plain("Signed by", signer)]),
      ...(history === undefined ? [] : [plain("Key of", history.owner)]),
    ],
    signature: answers.map(({ signature }) => hash("Signature", base64Encode(signature))),
    "key-state": [
      ...(history === undefined
        ? []
        : [
            plain("For", history.purpose),
            plain("In force from", history.activeFrom === null ? "never" : formatInstant(history.activeFrom)),
            ...history.ends.map(({ kind, at }) => plain(`Ended (${kind})`, formatInstant(at))),
          ]),
    ],
    time: [...times, plain("Known since", formatInstant(t))],
    duplicate: fault === undefined ? [] : [hash("Fault", fault.id)],
    definition: [
      ...(definition === undefined ? [] : [hash("Rule", definition)]),
      ...(state === undefined ? [] : [hash("Its data", state)]),
    ],
    claim: runs === undefined ? [] : runs.local.flatMap((run, at) => runItems(`Run ${at + 1}`, run)),
    "second-host": runs?.second === undefined ? [] : runItems("Run apart", runs.second),
  };
}

function runItems(name: string, { result, ticks, outputSha256 }: Run): KeyValueItem[] {
  return [
    plain(name, `${result}, ${ticks.toLocaleString("en")} steps`),
    ...(outputSha256 === null ? [] : [hash(`${name}: what it gave`, outputSha256)]),
  ];
}
