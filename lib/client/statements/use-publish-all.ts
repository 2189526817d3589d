/** Publishes several statements in order, each only after the one before is recorded and effective. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Signer } from "../signer.ts";
import { findReceipt } from "./submit-statement.ts";
import { type PublishState, usePublish } from "./use-publish.ts";

export type PublishAllState =
  | { readonly phase: "idle" | "running" | "done" }
  /** Stopped at a statement: its own state says why; going on sends it again. */
  | { readonly phase: "stopped"; readonly at: number }
  | { readonly phase: "void"; readonly at: number; readonly code: string };

const EFFECT_POLL_MS = 400;

/** The fold runs a moment behind the log; the next statement is judged by what it has read. */
async function effectOfRecorded(state: Extract<PublishState, { phase: "recorded" }>) {
  let { effect } = state;
  while (effect === null) {
    await new Promise((resolve) => setTimeout(resolve, EFFECT_POLL_MS));
    effect = (await findReceipt(state.item.hash))?.effect ?? null;
  }
  return effect;
}

export function usePublishAll() {
  const client = useQueryClient();
  const { state: item, publish, send } = usePublish();
  const [all, setAll] = useState<PublishAllState>({ phase: "idle" });
  const work = useRef<{ statements: readonly UnsignedStatement[]; signer: Signer; at: number }>(undefined);

  const goOn = useCallback(async (): Promise<boolean> => {
    const job = work.current;
    if (job === undefined) return false;
    setAll({ phase: "running" });
    for (; job.at < job.statements.length; job.at += 1) {
      const statement = job.statements[job.at];
      if (statement === undefined) break;
      const result = await publish(statement, job.signer);
      if (result.phase !== "recorded") {
        setAll({ phase: "stopped", at: job.at });
        return false;
      }
      const effect = await effectOfRecorded(result);
      if (effect.status === "void") {
        setAll({ phase: "void", at: job.at, code: effect.code ?? "void" });
        return false;
      }
    }
    setAll({ phase: "done" });
    await client.invalidateQueries();
    return true;
  }, [client, publish]);

  const publishAll = useCallback(
    (statements: readonly UnsignedStatement[], signer: Signer) => {
      work.current = { statements, signer, at: 0 };
      return goOn();
    },
    [goOn],
  );

  return { all, item, publishAll, goOn, send };
}
