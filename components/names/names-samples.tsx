"use client";
import { useState } from "react";
import { type NameProofReading, readNameProof } from "#lib/client/operator/name-proof.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { KeyProofFields } from "./key-proof-fields.tsx";

/** The place for a proof by the provider's own key. `valid`: as after a true one; else what stands there is read. */
export function SampleKeyProof({ operator, text, valid }: { operator: Did; text: string; valid?: Did }) {
  const [typed, setTyped] = useState(text);
  const asked = { log: "index.example/log" as Origin, operator };
  const reading: NameProofReading =
    valid === undefined
      ? readNameProof(typed, asked)
      : { state: "valid", proof: { publicKey: valid, signature: "made elsewhere" } };
  return <KeyProofFields {...asked} text={typed} onChange={setTyped} reading={reading} />;
}
