import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import { hasCode } from "#lib/statement/coded-definition.ts";
import type { Definition, UnattestableRule } from "#lib/statement/definition.ts";
import { judgedRequests, KIND_SENTENCES } from "./definition-words.ts";

const BODIES = { "json-jcs": "its JSON", bytes: "its bytes" } as const;

/** What a definition's document says, in words: what is right, what of an exchange it looks at, and what it leaves open. */
export function DocumentFacts({ document }: { document: Definition }) {
  return (
    <KeyValueList
      items={[
        { key: "What is right", value: KIND_SENTENCES[document.kind] },
        { key: "It reads", value: <Reads input={document.input} /> },
        { key: "It judges answers to", value: <Codes texts={judgedRequests(document)} /> },
        ...outputItems(document),
        { key: "Left open", value: <Unattestable rules={document.unattestable} /> },
        ...limitItems(document),
      ]}
    />
  );
}

function Reads({ input }: Pick<Definition, "input">) {
  return (
    <>
      {input.from.map((name, at) => (
        <span key={name}>
          {at === 0 ? "" : ", "}
          <code className="font-mono text-sm">{name}</code>
        </span>
      ))}
      ; a body by {BODIES[input.body]}
    </>
  );
}

function outputItems(document: Definition): KeyValueItem[] {
  if (!("output" in document)) return [];
  const { compare, body, ignore, numbers } = document.output;
  return [
    {
      key: "It compares",
      value: (
        <>
          {compare === "body" ? "the body" : "status and body"}, by {BODIES[body]}
          {numbers === "decimal-string" ? "; numbers that stand as text, by their value" : ""}
          {ignore.length === 0 ? null : (
            <>
              ; all but <Codes texts={ignore} />
            </>
          )}
        </>
      ),
    },
  ];
}

function limitItems(document: Definition): KeyValueItem[] {
  if (!hasCode(document)) return [];
  const { ticks, memoryBytes, wallMs } = document.limits;
  const number = (value: number) => value.toLocaleString("en");
  return [
    {
      key: "Its code may use",
      value: `${number(ticks)} ticks, ${number(Math.round(memoryBytes / 1_048_576))} MiB and ${number(wallMs)} ms`,
    },
  ];
}

function Unattestable({ rules }: { rules: readonly UnattestableRule[] }) {
  if (rules.length === 0) return "nothing";
  return (
    <ul>
      {rules.map((rule) => (
        <li key={JSON.stringify(rule)}>
          {"status" in rule ? (
            `answers with status ${rule.status}`
          ) : "pathPrefix" in rule ? (
            <>
              what is asked under <Codes texts={[rule.pathPrefix]} />
            </>
          ) : (
            <>
              answers in which <Codes texts={[rule.pointer]} /> is <Codes texts={[JSON.stringify(rule.is)]} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Codes({ texts }: { texts: readonly string[] }) {
  return texts.map((text, at) => (
    <span key={text}>
      {at === 0 ? "" : ", "}
      <code className="break-all font-mono text-sm">{text}</code>
    </span>
  ));
}
