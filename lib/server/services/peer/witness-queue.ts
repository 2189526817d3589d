/** Where requests to this index as a witness wait for the sequencer, which holds the key. */
import type { WitnessAnswer } from "#lib/log/witness-protocol.ts";
import { RequestRows, type RequestRowsOptions } from "../request-rows.ts";

type Row = { readonly status: number | null; readonly media_type: string; readonly answer: string };

export type WitnessQueueOptions = Pick<RequestRowsOptions<Row, WitnessAnswer>, "sql" | "onChange">;

export class WitnessQueue {
  readonly #rows: RequestRows<Row, WitnessAnswer>;

  constructor(options: WitnessQueueOptions) {
    this.#rows = new RequestRows({
      ...options,
      ...{ table: "witness_request", channel: "ts_witness", event: "answered" },
      asks: ["body"],
      answers: ["status", "media_type", "answer"],
      answerOf: ({ status, media_type, answer }) => ({ status: status ?? 500, mediaType: media_type, body: answer }),
      who: "the sequencer, which holds the witness's key,",
    });
  }

  /**
   * Hands a request to the sequencer and waits for its answer. Errors: `unavailable` when too many wait, or when there
   * is no answer in 5 s; then it may still have been cosigned: ask again. `origin`: of the log, whose requests share the places
   * with those of others.
   */
  ask(body: Uint8Array, origin: string): Promise<WitnessAnswer> {
    return this.#rows.ask([Buffer.from(body)], origin);
  }

  stop(): void {
    this.#rows.stop();
  }
}
