import { expect, test } from "vitest";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { SUBJECTS } from "./subjects.ts";

const TEXTS = {
  index: "index",
  none: "none",
  new: "new",
  did: didKeyOf(new Uint8Array(32).fill(7)),
  provider: `prv_${"a".repeat(26)}`,
  case: `case_${"a".repeat(26)}`,
  definition: `def_${"a".repeat(26)}`,
  proposal: `stmt:${"a".repeat(64)}`,
  entry: "entry:7",
  nothing: "",
  other: "xprv_index",
};

test("each kind of subject is of its own form, and of no other", () => {
  const accepted = Object.entries(SUBJECTS).map(([name, { accepts }]) => [
    name,
    Object.entries(TEXTS).flatMap(([form, text]) => (accepts(text) ? [form] : [])),
  ]);
  expect(Object.fromEntries(accepted)).toEqual({
    index: ["index"],
    participant: ["did"],
    new: ["new"],
    provider: ["provider"],
    owner: ["did", "provider"],
    due: ["index", "did", "provider", "case", "proposal"],
    observed: ["none", "provider"],
    accused: ["index", "none"],
    proposal: ["proposal"],
    definition: ["definition"],
    published: ["new", "definition"],
    entry: ["entry"],
    reported: ["did", "provider"],
    case: ["case"],
    shown: ["provider", "case"],
    none: ["none"],
  });
});
