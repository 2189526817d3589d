import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { FraudProofView } from "#lib/contract/fraud.ts";
import { FraudTable } from "./fraud-table.tsx";

const NOW = Date.parse("2026-03-10T09:00:00.000Z");
const OWN = "index.example/log";

const proof = (kind: FraudProofView["kind"], digit: string, accused: string, entry: number | null): FraudProofView => ({
  ...{ kind, accused, entry, sha256: digit.repeat(64), verdict: "equivocation", bytes: 2_048 },
  heads: [{ size: 940, root: "3f".repeat(32) }],
  received_at: "2026-03-09T09:00:00.000Z",
});

export const fraudGallery: GallerySection = {
  id: "fraud",
  title: "Proofs of fraud",
  specimens: [
    {
      title: "Against another log, and against this one, which waits to be logged",
      wide: true,
      render: () => (
        <FraudTable
          proofs={[
            proof("conflicting-checkpoints", "a", "peer.example/log", 930),
            proof("wrong-state-root", "b", OWN, null),
          ]}
          own={OWN}
          now={NOW}
        />
      ),
    },
  ],
};
