import type { Piece } from "#lib/evidence/words/result.ts";

/** "It answered **7.42**. Its own rule gives **7.24**.": values from outside stand apart from our words. */
export function ResultSentence({ pieces }: { pieces: readonly Piece[] }) {
  let at = 0;
  return pieces.map((piece) => {
    at += 1;
    if (typeof piece === "string") return piece;
    return (
      <bdi key={`at-${at}`} className="break-words font-semibold">
        {piece.value}
      </bdi>
    );
  });
}
