/**
 * Publishes many statements by one signing click: all are signed and kept in the outbox before the first is sent, so that
 * a closed tab or an index that is away loses none. Statements of one subject and kind go one after the other, each
 * naming the one before; others go side by side. What is refused stops nothing else.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { EffectView } from "#lib/contract/common.ts";
import { groupBy } from "#lib/disclosure/group-by.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { MissingKeyError } from "../keystore/keystore.ts";
import type { Signer } from "../signer.ts";
import type { OutboxItem } from "./outbox.ts";
import { findReceipt } from "./submit-statement.ts";
import { type PublishState, sendItem, signItem } from "./use-publish.ts";

export type ManyState = {
  readonly phase: "idle" | "signing" | "missing-key" | "sending" | "settled";
  /** By place among the statements. */
  readonly items: readonly PublishState[];
};

const LANES_AT_ONCE = 4;
const EFFECT_POLL_MS = 400;
/** An index that went away is not waited for: the entry stands, and its page will say what it changed. */
const MOST_POLLS = 50;

const isOpen = ({ phase }: PublishState) => phase !== "recorded" && phase !== "refused";

/** The fold runs a moment behind the log. */
async function effectOf(state: PublishState): Promise<PublishState> {
  if (state.phase !== "recorded") return state;
  let effect: EffectView | null = state.effect;
  for (let polls = 0; effect === null && polls < MOST_POLLS; polls += 1) {
    await new Promise((resolve) => setTimeout(resolve, EFFECT_POLL_MS));
    effect = (await findReceipt(state.item.hash))?.effect ?? null;
  }
  return { ...state, effect };
}

export function usePublishMany() {
  const client = useQueryClient();
  const [state, setState] = useState<ManyState>({ phase: "idle", items: [] });
  const items = useRef<PublishState[]>([]);
  const signed = useRef<OutboxItem[]>([]);

  const put = useCallback((at: number, next: PublishState) => {
    items.current[at] = next;
    setState((before) => ({ ...before, items: [...items.current] }));
  }, []);

  const sendLane = useCallback(
    async (places: readonly number[]) => {
      for (const at of places) {
        const item = signed.current[at];
        const before = items.current[at];
        if (item === undefined || before === undefined || !isOpen(before)) continue;
        put(at, { phase: "sending", item });
        const after = await sendItem(item);
        put(at, after);
        // The next of its lane names this one: it waits for the same reason, and would be refused for this one's.
        if (after.phase !== "recorded") return;
      }
    },
    [put],
  );

  /** Sends what is not recorded yet: first after signing, and again after a wait. */
  const send = useCallback(async () => {
    setState({ phase: "sending", items: [...items.current] });
    const places = signed.current.map((_, at) => at);
    const lanes = [...groupBy(places, (at) => `${signed.current[at]?.subject} ${signed.current[at]?.kind}`).values()];
    const work = async () => {
      for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) await sendLane(lane);
    };
    await Promise.all(Array.from({ length: LANES_AT_ONCE }, work));
    items.current = await Promise.all(items.current.map(effectOf));
    setState({ phase: "settled", items: [...items.current] });
    await client.invalidateQueries();
  }, [client, sendLane]);

  const publish = useCallback(
    async (statements: readonly UnsignedStatement[], signer: Signer) => {
      setState({ phase: "signing", items: [] });
      try {
        signed.current = [];
        for (const statement of statements) signed.current.push(await signItem(statement, signer));
      } catch (error) {
        if (!(error instanceof MissingKeyError)) throw error;
        setState({ phase: "missing-key", items: [] });
        return;
      }
      items.current = signed.current.map((item) => ({ phase: "sending", item }));
      await send();
    },
    [send],
  );

  return { state, publish, send };
}
