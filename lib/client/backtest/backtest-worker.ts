/**
 * The thread in which a browser replays a file of ratings: the same code as `touchstone backtest`. The file stays in the
 * browser; this thread asks the network nothing.
 */
import { RatingReader, type ReadRatings } from "#lib/reputation/backtest/ratings.ts";
import { replayRatings } from "#lib/reputation/backtest/replay.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import type { BacktestAnswer, BacktestRequest, FileFacts } from "./backtest-messages.ts";

const answer = (message: BacktestAnswer): void => self.postMessage(message);

self.addEventListener("message", async ({ data }: MessageEvent<BacktestRequest>) => {
  try {
    await backtest(data);
  } catch (error) {
    answer({ refused: error instanceof Error ? error.message : "The file cannot be read." });
  }
});

async function backtest(request: BacktestRequest): Promise<void> {
  const read = await readFile(request);
  const facts = factsOf(request.file.name, read);
  if (read.badCount > 0 && !request.skipBad) answer({ stopped: facts });
  else if (read.ratings.count === 0) answer({ refused: `${request.file.name} holds no rating.` });
  else {
    const replay = replayRatings(read.ratings, MODEL_1, (share) => answer({ progress: { step: "replaying", share } }));
    answer({ done: { facts, replay } });
  }
}

/** Errors: RangeError for columns that are not the four; what the browser says of a damaged archive. */
async function readFile({ file, columns }: BacktestRequest): Promise<ReadRatings> {
  const reader = new RatingReader({ columns });
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, out) {
        bytes += piece.length;
        answer({ progress: { step: "reading", share: bytes / Math.max(1, file.size) } });
        out.enqueue(piece);
      },
    }),
  );
  const plain = file.name.endsWith(".gz") ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const texts = plain.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await texts.read(); !piece.done; piece = await texts.read()) reader.push(piece.value);
  return reader.finish();
}

function factsOf(fileName: string, read: ReadRatings): FileFacts {
  const { bad, badCount, selfCount, firstUnsortedLine, hasHeader, ratings } = read;
  return { fileName, rows: ratings.count, bad, badCount, selfCount, firstUnsortedLine, hasHeader };
}
