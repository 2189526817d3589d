import { expect, test } from "vitest";
import { formatWitnessPolicy } from "#lib/log/witness-policy.ts";
import { logSigner, POLICY } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import { knownLog, readTrust } from "./read-trust.ts";

const issuer = testKey("index statement").did;

test("pasted keys are taken by their names, comments and empty lines count for nothing", () => {
  const trust = readTrust(`# from Ada\n\n ${logSigner.vkey} \n${issuer}\n`, formatWitnessPolicy(POLICY));
  expect(trust.faults).toEqual([]);
  expect(trust.policy).toEqual(POLICY);
  expect(knownLog(TEST_LOG, trust, undefined)).toEqual({ key: { from: "given", vkey: logSigner.vkey }, issuer });
  expect(knownLog("other.example/log", trust, undefined)?.key).toEqual({ from: "nowhere" });
});

test("what is no key, a second key of a name, or a watcher's key is named by its line, and nothing is half trusted", () => {
  const [watcher] = POLICY.witnesses;
  const { faults } = readTrust(`${logSigner.vkey}\n${logSigner.vkey}\nabc\n${watcher?.vkey}`, "witness w1");
  expect(faults.map((fault) => fault.split(":")[0])).toEqual([
    "Keys, line 2",
    "Keys, line 3",
    "Keys, line 4",
    "Watcher policy, line 1",
  ]);
});

test("what a verified log says of itself fills in what the reader has not given", () => {
  const learned = { issuer, promiseVkeys: [`${TEST_LOG}/promise+00000000+AA`], answerKey: issuer };
  expect(knownLog(TEST_LOG, readTrust("", ""), learned)).toEqual({ key: { from: "nowhere" }, ...learned });
});
