import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { asInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { isServiceError } from "../service-error.ts";
import { SetUpGate } from "./set-up-gate.ts";

const TOKEN = "only-the-terminal-shows-this";
const DID = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S";
const START_MS = Date.UTC(2026, 10, 22, 10);

function openGate({
  now = START_MS,
  appoint = async () => undefined,
}: {
  now?: number;
  appoint?: () => Promise<void>;
} = {}) {
  return new SetUpGate({
    clock: () => asInstant(now),
    tokenHash: createHash("sha256").update(TOKEN).digest("hex"),
    expiresMs: START_MS + HOUR_MS,
    appoint,
  });
}

const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "accepted",
    (error: unknown) => (isServiceError(error) ? error.code : "another error"),
  );

describe("the set-up link", () => {
  test("names the administrator when it is used on this machine in time", async () => {
    const gate = openGate();
    expect(await gate.use(TOKEN, DID, "127.0.0.1")).toEqual({ admins: [DID] });
    expect(gate.isOpen).toBe(false);
  });
  test("is refused a second time", async () => {
    const gate = openGate();
    await gate.use(TOKEN, DID, "::1");
    expect(await refusal(gate.use(TOKEN, DID, "127.0.0.1"))).toBe("set-up-refused");
  });
  test.each(["192.0.2.7", "2001:db8::1", "unknown", "127.0.0.1.example", "::ffff:192.0.2.7"])(
    "is refused from %s, which is not this machine",
    async (address) => {
      expect(await refusal(openGate().use(TOKEN, DID, address))).toBe("set-up-refused");
    },
  );
  test("is refused with another token", async () => {
    expect(await refusal(openGate().use(`${TOKEN}!`, DID, "127.0.0.1"))).toBe("set-up-refused");
  });
  test.each([
    [HOUR_MS - 1, "accepted"],
    [HOUR_MS, "set-up-refused"],
  ])("%i ms after the start is %s", async (age, answer) => {
    expect(await refusal(openGate({ now: START_MS + age }).use(TOKEN, DID, "127.0.0.1"))).toBe(answer);
  });
  test("stays usable when the appointment fails", async () => {
    let failures = 1;
    const gate = openGate({
      appoint: async () => {
        if (failures-- > 0) throw new Error("the sequencer is away");
      },
    });
    expect(await refusal(gate.use(TOKEN, DID, "127.0.0.1"))).toBe("another error");
    expect(await refusal(gate.use(TOKEN, DID, "127.0.0.1"))).toBe("accepted");
  });
  test("appoints once when it is opened twice at the same moment", async () => {
    let appointed = 0;
    const gate = openGate({
      appoint: async () => {
        appointed += 1;
      },
    });
    const answers = await Promise.all([
      refusal(gate.use(TOKEN, DID, "127.0.0.1")),
      refusal(gate.use(TOKEN, DID, "127.0.0.1")),
    ]);
    expect(answers.sort()).toEqual(["accepted", "set-up-refused"]);
    expect(appointed).toBe(1);
  });
});
