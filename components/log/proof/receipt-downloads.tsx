"use client";
import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { saveFile } from "#lib/client/save-file.ts";
import { saveReceipt } from "#lib/client/save-receipt.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";

/** Its writer comes with the core, which is fetched when it is needed. */
async function saveProofFile(receipt: ReceiptDocument): Promise<void> {
  const { formatProofFile, parseHashes } = await import("#lib/log/proof-file.ts");
  const proof = parseHashes(receipt.proof) ?? [];
  const text = formatProofFile({ index: receipt.index, proof, checkpointNote: receipt.checkpoint });
  saveFile(`touchstone-entry-${receipt.index}.tlog-proof`, text, "text/plain");
}

/** The receipt as a file, and the bare proof in the format that other tools read. */
export function ReceiptDownloads({ receipt }: { receipt: ReceiptDocument }) {
  return (
    <>
      <Button onClick={() => void saveReceipt(receipt)}>
        <Download aria-hidden />
        Receipt
      </Button>
      <Button variant="quiet" onClick={() => void saveProofFile(receipt)}>
        .tlog-proof
      </Button>
    </>
  );
}
