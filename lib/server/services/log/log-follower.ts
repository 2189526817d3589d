/**
 * What this process knows of the log's head, kept fresh by the sequencer's notifications on `ts_head` and re-read at
 * least once a second. While the notifying connection is down every question goes to the database, so that a missed
 * notification can delay an answer but never falsify one.
 */
import pg from "pg";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { HEAD_COLUMNS, type Head, headOfRow } from "../../log-store/read-head.ts";
import type { Sql } from "../../log-store/sql.ts";

export type Known = {
  readonly head: Head;
  /** Entries that the read tables hold. Never above the published size in what readers see. */
  readonly projectedSize: number;
  readonly foldVersion: number;
  /** The newest signed checkpoint with the latest line of each witness; undefined before the first. */
  readonly checkpoint: string | undefined;
  /** Grows with every re-read that found another state; caches compare it. */
  readonly version: number;
};

/**
 * `cosigned`: the published checkpoint has a witness's line more. No news of the head: `answered`, a request to us as a
 * witness; `signed`, an answer that somebody wanted signed.
 */
export type HeadEvent = "published" | "projected" | "cosigned" | "answered" | "signed";

const CHANNEL = "ts_head";
/** The sequencer writes its clock to the head row every 10 s without notifying. */
const MAX_AGE_MS = 1000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 3000;

export type FollowerOptions = {
  /** A pool: a read may begin while another is under way. */
  readonly sql: Sql;
  /** Settings of the connection that listens. */
  readonly listen: pg.ClientConfig;
  readonly monotonicMs: () => number;
};

export class LogFollower {
  readonly #options: FollowerOptions;
  readonly #handlers = new Set<(event: HeadEvent, subject: string) => void>();
  #client: pg.Client | undefined;
  #stopped = false;
  #hasFailed = false;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #known: Known | undefined;
  #readAtMs = Number.NEGATIVE_INFINITY;
  /** Notifications of another head so far. */
  #heard = 0;
  /** How many of them had come when the read began that gave what is remembered. */
  #knownSince = 0;
  #reading: { readonly since: number; readonly known: Promise<Known> } | undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Starts listening; resolves after the first attempt, whether or not the database was there. */
  async start(): Promise<void> {
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  /**
   * Calls `handler` after every notification, when the remembered head is already dropped; `subject` is the size or the
   * request that it names. Gives the way to stop.
   */
  onChange(handler: (event: HeadEvent, subject: string) => void): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  /** The head as of at most a second ago. Errors: whatever the database gives when it is away. */
  async know(): Promise<Known> {
    return this.peek() ?? this.refresh();
  }

  /** The remembered head if it is fresh enough to answer from, without touching the database. */
  peek(): Known | undefined {
    const listening = this.#client !== undefined;
    const fresh = this.#options.monotonicMs() - this.#readAtMs < MAX_AGE_MS;
    return listening && fresh ? this.#known : undefined;
  }

  /** Reads the head now; calls that overlap share one query, unless a notification came since it began. */
  refresh(): Promise<Known> {
    const since = this.#heard;
    if (this.#reading?.since === since) return this.#reading.known;
    const known = this.#read(since).finally(() => {
      if (this.#reading?.known === known) this.#reading = undefined;
    });
    this.#reading = { since, known };
    known.then(
      () => {
        this.#hasFailed = false;
      },
      () => {
        this.#hasFailed = true;
      },
    );
    return known;
  }

  /** Whether the database was not there for whoever listens or last asked. */
  get isAway(): boolean {
    return this.#client === undefined || this.#hasFailed;
  }

  /** The newest log time: the sequencer's clock at the head, never before the last entry. */
  async logTime(): Promise<Instant> {
    const { head } = await this.know();
    return asInstant(Math.max(head.now, head.lastLoggedAt));
  }

  async #read(since: number): Promise<Known> {
    const startedMs = this.#options.monotonicMs();
    const { rows } = await this.#options.sql.query<HeadRow>(
      `SELECT ${HEAD_COLUMNS},
              (SELECT size FROM projection WHERE id = 1) AS projected_size,
              (SELECT fold_version FROM projection WHERE id = 1) AS fold_version,
              note,
              (SELECT string_agg(line, '' ORDER BY vkey) FROM
                (SELECT DISTINCT ON (vkey) vkey, line FROM log_cosignature WHERE size = latest_size
                  ORDER BY vkey, time_s DESC) newest) AS lines
         FROM log_head LEFT JOIN LATERAL
              (SELECT size AS latest_size, note FROM log_checkpoint ORDER BY size DESC LIMIT 1) latest ON true
        WHERE id = 1`,
    );
    // One that began later was sooner.
    if (this.#known !== undefined && since < this.#knownSince) return this.#known;
    const row = rows[0];
    const head = headOfRow(row);
    const next = {
      head,
      projectedSize: Number(row?.projected_size ?? 0),
      foldVersion: Number(row?.fold_version ?? 0),
      checkpoint: row?.note == null ? undefined : row.note + (row.lines ?? ""),
    };
    const same = this.#known !== undefined && stateOf(this.#known) === stateOf(next);
    const version = (this.#known?.version ?? 0) + (same ? 0 : 1);
    this.#known = { ...next, version };
    this.#knownSince = since;
    // What was said meanwhile may be missing: it is read for whoever asks next.
    if (since === this.#heard) this.#readAtMs = startedMs;
    return this.#known;
  }

  async #connect(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client(this.#options.listen);
    let lost = false;
    const onLost = () => {
      if (lost) return;
      lost = true;
      if (this.#client === client) this.#client = undefined;
      client.end().catch(() => undefined);
      this.#connectLater();
    };
    client.on("error", onLost);
    client.on("end", onLost);
    client.on("notification", ({ payload = "" }) => this.#changed(eventOf(payload), subjectOf(payload)));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      if (lost || this.#stopped) return;
      this.#client = client;
      this.#retryMs = FIRST_RETRY_MS;
      // Whatever was said while nobody listened is caught up with here.
      this.#changed("published");
      this.#changed("projected");
    } catch {
      onLost();
    }
  }

  #connectLater(): void {
    if (this.#stopped) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retry.unref();
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
  }

  #changed(event: HeadEvent, subject = ""): void {
    if (event !== "answered" && event !== "signed") {
      this.#heard += 1;
      this.#readAtMs = Number.NEGATIVE_INFINITY;
    }
    for (const handler of this.#handlers) handler(event, subject);
  }
}

type HeadRow = Parameters<typeof headOfRow>[0] & {
  projected_size: number | string | null;
  fold_version: number | null;
  note: string | null;
  lines: string | null;
};

const EVENTS = ["projected", "cosigned", "answered", "signed"] as const;

/** `projected:<size>`, `cosigned:<size>`, `answered:<request>`, `signed:<request>`; anything else stands for the published head. */
function eventOf(payload: string): HeadEvent {
  const word = payload.slice(0, payload.indexOf(":"));
  return EVENTS.find((event) => event === word) ?? "published";
}

function subjectOf(payload: string): string {
  return payload.slice(payload.indexOf(":") + 1);
}

function stateOf(known: Omit<Known, "version">): string {
  const { head, projectedSize, foldVersion, checkpoint } = known;
  return [
    head.epoch,
    head.size,
    head.publishedSize,
    head.now,
    head.health,
    head.healthDetail,
    projectedSize,
    foldVersion,
    checkpoint,
  ].join();
}
