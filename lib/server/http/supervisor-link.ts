/** Messages between this process and the supervisor that started it (`touchstone up`), by Node's IPC channel. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ServiceError } from "../services/service-error.ts";

const answerMessage = z.object({
  event: z.literal("setup"),
  id: z.string(),
  ok: z.boolean(),
  detail: z.string().optional(),
});

const closedMessage = z.object({ event: z.literal("setup-closed") });

/** The supervisor signs, submits here by HTTP and waits for the receipt: longer than that, but no longer than a request. */
const ANSWER_MS = 25_000;

/** Asks the supervisor to name the first administrator. Errors: `unavailable` when it is absent, silent or refused. */
export function appointBySupervisor(did: string): Promise<void> {
  const id = randomUUID();
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      process.off("message", onMessage);
    };
    const fail = (detail: string) => {
      finish();
      reject(new ServiceError("unavailable", detail, { retryAfterSeconds: 5 }));
    };
    const onMessage = (message: unknown) => {
      const parsed = answerMessage.safeParse(message);
      if (!parsed.success || parsed.data.id !== id) return;
      if (!parsed.data.ok) return fail(parsed.data.detail ?? "The supervisor could not name the administrator.");
      finish();
      resolve();
    };
    const timer = setTimeout(() => fail("The supervisor did not answer in time."), ANSWER_MS);
    process.on("message", onMessage);
    if (process.send === undefined)
      fail("This process was not started by `touchstone up`, which holds the set-up key.");
    else process.send({ event: "setup", did, id });
  });
}

/** Calls `close` when the supervisor says that the set-up link was used, here or at another web process. */
export function onSetUpClosed(close: () => void): void {
  process.on("message", (message) => {
    if (closedMessage.safeParse(message).success) close();
  });
}
