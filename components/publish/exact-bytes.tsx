"use client";
import { useMemo } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";

/** The canonical JSON that the key signs, and its hash, recomputed here at every change. */
export function ExactBytes({ unsigned, open = false }: { unsigned: UnsignedStatement; open?: boolean }) {
  const { text, hash } = useMemo(
    () => ({ text: canonicalText(unsigned as unknown as JsonValue), hash: statementHash(unsigned) }),
    [unsigned],
  );
  return (
    <Details summary="Exact bytes you sign" open={open}>
      <div className="flex flex-col gap-2">
        <CodeBlock json text={text} label="The bytes, before the signature" />
        <p className="text-muted text-sm">
          The signature covers exactly these bytes; the index cannot change one of them. Statement hash{" "}
          <HashText value={hash} what="statement hash" />
        </p>
      </div>
    </Details>
  );
}
