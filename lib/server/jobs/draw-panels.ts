/**
 * Draws the panels that are due: `case.draw` with the preimage of the day, which is the only one that the fold takes. The
 * state itself is the list of what is to do: run as often as one likes, and after a stop at any point.
 */
import { CHAIN_LINKS, isPreimage, preimageOf } from "#lib/dispute/draw-chain.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { readUndrawn } from "#lib/server/services/case/read-undrawn.ts";
import { isOnItsWay, readNewestForm, type StatementSigner, submitOwn } from "./own-statement.ts";

/** As with due records: a draw that were logged before it is due would be void. */
const MARGIN_MS = 2_000;

export type DrawMeans = {
  readonly signer: StatementSigner;
  readonly random: Random;
  /** 32 bytes with which the chain begins. */
  readonly chainStart: Uint8Array;
  /** Told of a case whose chain is another than ours: it cannot be drawn here. */
  readonly onForeignChain?: (id: string) => void;
};

/** Ids of the cases whose draw was submitted. */
export async function drawPanels(sql: Sql, means: DrawMeans, receivedAt: Instant): Promise<string[]> {
  const { signer, random, chainStart, onForeignChain = () => undefined } = means;
  const head = await readHead(sql);
  const index = head.health === "ok" ? await readNewestForm(sql, "index") : undefined;
  if (index?.aggregate !== "index") return [];
  const drawn: string[] = [];
  for (const { form, due } of await readUndrawn(sql, index, asInstant(head.now - MARGIN_MS))) {
    const preimage = due.epoch <= CHAIN_LINKS ? preimageOf(chainStart, due.epoch) : "";
    if (!isPreimage(preimage, due.epoch, due.chainEnd)) {
      onForeignChain(form.id);
      continue;
    }
    if (await isOnItsWay(sql, ['"kind":"case.draw"', `"subject":"${form.id}"`])) continue;
    const speaker = { signer, issuer: index.issuer, now: head.now, receivedAt, random };
    await submitOwn(sql, speaker, { kind: "case.draw", subject: form.id, body: { round: due.round, preimage } });
    drawn.push(form.id);
  }
  return drawn;
}
