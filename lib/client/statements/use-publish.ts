/**
 * Signs one statement and carries it to its receipt: kept in the outbox from the moment it is signed, sent, followed
 * when promised, sent again after a wait. The same bytes may be sent any number of times; they are recorded once.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { EffectView } from "#lib/contract/common.ts";
import type { Problem } from "#lib/contract/problems.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { buildSubmission, type Part } from "#lib/statement/submission.ts";
import { MissingKeyError } from "../keystore/keystore.ts";
import { browserClock } from "../platform.ts";
import { promiseIn, promiseStateNow } from "../promises/promise-words.ts";
import type { Signer } from "../signer.ts";
import { browserTexts } from "../text-store.ts";
import { type OutboxItem, putOutbox, removeOutbox } from "./outbox.ts";
import { signStatement } from "./prepare-statement.ts";
import { findReceipt, submitStatement } from "./submit-statement.ts";

export type PublishState =
  | { readonly phase: "idle" }
  | { readonly phase: "signing" }
  | { readonly phase: "missing-key"; readonly thumbprint: string }
  | { readonly phase: "sending"; readonly item: OutboxItem }
  | { readonly phase: "promised"; readonly item: OutboxItem; readonly promise: string }
  | { readonly phase: "later"; readonly item: OutboxItem; readonly retryAt: Instant; readonly detail: string }
  | { readonly phase: "offline"; readonly item: OutboxItem }
  | { readonly phase: "refused"; readonly item: OutboxItem; readonly problem: Problem }
  | {
      readonly phase: "recorded";
      readonly item: OutboxItem;
      readonly receipt: ReceiptDocument;
      readonly effect: EffectView | null;
    };

export type Publish = {
  readonly state: PublishState;
  /** `parts`: those that the statement commits to, in their order. */
  publish(unsigned: UnsignedStatement, signer: Signer, parts?: readonly Part[]): Promise<PublishState>;
  /** Sends an item again: after a wait, after coming online, or from the outbox of an earlier visit. */
  send(item: OutboxItem): Promise<PublishState>;
  reset(): void;
};

const FOLLOW_MS = 1_500;
/** A promise that is late by then is asked for less often. */
const FOLLOW_LATE_MS = 15_000;

/** The state of an item that was promised at an earlier visit: followed from the start. */
export function promisedState(item: OutboxItem): PublishState {
  return item.promise === undefined ? { phase: "idle" } : { phase: "promised", item, promise: item.promise };
}

function followMs(state: PublishState): number {
  const promise = state.phase === "promised" ? promiseIn(state.promise) : undefined;
  return promise === undefined || promiseStateNow(promise, browserClock()) === "waiting" ? FOLLOW_MS : FOLLOW_LATE_MS;
}

function isFollowed(state: PublishState): boolean {
  return state.phase === "promised" || (state.phase === "recorded" && state.effect === null);
}

/** Never throws: what the network or the index answers is a state. */
export async function sendItem(item: OutboxItem): Promise<PublishState> {
  const outcome = await submitStatement(item.bytes);
  switch (outcome.status) {
    case "recorded":
      removeOutbox(browserTexts(), item.hash);
      return { phase: "recorded", item, receipt: outcome.receipt, effect: outcome.effect };
    case "promised": {
      const promised = { ...item, promise: outcome.promise };
      putOutbox(browserTexts(), promised);
      return { phase: "promised", item: promised, promise: outcome.promise };
    }
    case "later":
      return {
        phase: "later",
        item,
        retryAt: (browserClock() + outcome.retryAfterSeconds * SECOND_MS) as Instant,
        detail: outcome.detail,
      };
    case "offline":
      return { phase: "offline", item };
    case "refused":
      // Refused bytes are of no further use: what was typed stays in the draft, and a corrected statement is signed anew.
      removeOutbox(browserTexts(), item.hash);
      return { phase: "refused", item, problem: outcome.problem };
  }
}

/** Signs, and keeps the bytes before anything is sent. Throws MissingKeyError. */
export async function signItem(
  unsigned: UnsignedStatement,
  signer: Signer,
  parts: readonly Part[] = [],
): Promise<OutboxItem> {
  const bytes = buildSubmission(await signStatement(unsigned, signer), parts);
  const { kind, subject, issuer, issuedAt } = unsigned;
  const item = { hash: statementHash(unsigned), kind, subject, issuer, bytes, signedAt: issuedAt, promise: undefined };
  putOutbox(browserTexts(), item);
  return item;
}

/** `initial` is read once, at the first drawing. */
export function usePublish(initial: PublishState = { phase: "idle" }): Publish {
  const client = useQueryClient();
  const [state, setState] = useState<PublishState>(initial);
  const initialState = useRef(state);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const settle = useCallback(
    async (next: PublishState): Promise<PublishState> => {
      // The outcome is told before the log is read again: what was just recorded can end the form that holds this state.
      if (alive.current) setState(next);
      // A refusal says that the log is not as this page knew it: a key has ended, another version came first.
      const isOther = next.phase === "refused" || (next.phase === "recorded" && next.effect !== null);
      if (isOther) await client.invalidateQueries();
      return next;
    },
    [client],
  );

  const send = useCallback(
    async (item: OutboxItem) => {
      setState({ phase: "sending", item });
      return settle(await sendItem(item));
    },
    [settle],
  );

  const publish = useCallback(
    async (unsigned: UnsignedStatement, signer: Signer, parts?: readonly Part[]) => {
      setState({ phase: "signing" });
      try {
        return await send(await signItem(unsigned, signer, parts));
      } catch (error) {
        if (error instanceof MissingKeyError) return settle({ phase: "missing-key", thumbprint: error.thumbprint });
        throw error;
      }
    },
    [send, settle],
  );

  useEffect(() => {
    if (!isFollowed(state) || !("item" in state)) return;
    const { item } = state;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const follow = async () => {
      const found = await findReceipt(item.hash);
      if (isOver) return;
      if (found === undefined || (state.phase === "recorded" && found.effect === null)) {
        timer = setTimeout(follow, followMs(state));
        return;
      }
      removeOutbox(browserTexts(), item.hash);
      await settle({ phase: "recorded", item, ...found });
    };
    // At once for a promise of an earlier visit: most were kept since.
    timer = setTimeout(follow, state === initialState.current ? 0 : FOLLOW_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [state, settle]);

  const reset = useCallback(() => setState({ phase: "idle" }), []);
  return { state, publish, send, reset };
}
