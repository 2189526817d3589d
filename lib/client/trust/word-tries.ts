/** Tries on what this index says: its facts, its tiers and its answers, each with the proof that it gives for them. */
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { canonicalBytes, isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import { marksDigest } from "#lib/reputation/marks.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { openAnswer, sealAnswer, verifySignedAnswer } from "#lib/statement/signed-answer.ts";
import { pageOfView } from "../marks/page-marks.ts";
import { fetchFacts, type Recomputed, recompute, withoutFact } from "../marks/recompute.ts";
import { findJson, requestJson } from "../request-json.ts";
import { type Attempt, failsIn, logKeyHere } from "./attempt.ts";

type Proven = { data: { form: JsonObject }; proof?: JsonObject };

/** 7: one word of a participant's state, in the proof that this index gives for it. */
export async function changeAggregate(): Promise<Attempt[]> {
  const list = await requestJson<{ data: { did: string }[] }>("/api/v1/participants?limit=1");
  const did = list.data.data[0]?.did;
  const proven =
    did === undefined ? undefined : await findJson<Proven>(`/api/v1/participants/${encodeURIComponent(did)}?proof=1`);
  const presence = proven?.proof?.presence;
  if (proven?.proof === undefined || !isJsonObject(presence) || !isJsonObject(presence.form)) return [];
  const { vkey } = await logKeyHere();
  const form = { ...presence.form, displayName: "Somebody else" };
  const changed = canonicalBytes({ ...proven.proof, presence: { ...presence, form } });
  const { checks } = verifyAggregateProof(changed, { logVkey: vkey });
  return [
    {
      did: "Took an account's state with its proof from this index, and changed the name in it.",
      checks,
      isCaught: failsIn(checks),
      sample: {
        fileName: "participant.aggregate-proof.json",
        text: utf8Decode(canonicalBytes(proven.proof)) ?? "",
        said: "The proof as this index gave it. If a page ever says otherwise, it convicts the page:",
      },
    },
  ];
}

type Rated = { id: string; name: string; marks: { day: string } | null };

/** 8: a tier of this index, computed again from the facts that it states; and with a proof, one that was raised in it. */
export async function flatterProvider(): Promise<Attempt[]> {
  const list = await requestJson<{ data: Rated[] }>("/api/v1/providers?limit=20");
  const rated = list.data.data.find(({ marks }) => marks !== null);
  if (rated?.marks == null) return [];
  const facts = await fetchFacts(rated.id, rated.marks.day);
  const own = withoutFact(facts, "none")?.asIs;
  if (own === undefined) return [];
  const tier = own.tier === "A" ? "B" : "A";
  const asked = `/api/v1/providers/${rated.id}/marks?as_of=${rated.marks.day}`;
  const page = pageOfView((await requestJson<{ data: ProviderMarksView }>(asked)).data.data);
  const served = marksCheck(
    "marks-as-served",
    recompute(facts, page),
    `The facts give what is shown: ${own.tier === "unrated" ? "unrated" : `tier ${own.tier}`}.`,
  );
  const digest = marksDigest({ ...own, tier });
  const raised = marksCheck(
    "marks-changed",
    recompute({ ...facts, digest }),
    `The same facts do not give tier ${tier}.`,
  );
  const painted = marksCheck(
    "page-changed",
    recompute(facts, { ...page, tier }),
    `A page that shows tier ${tier} alone.`,
  );
  const proven = await findJson<{ data: ProviderMarksView; proof?: JsonObject }>(
    `/api/v1/providers/${rated.id}/marks?proof=1`,
  );
  const proof = proven?.proof;
  return [
    {
      did: `Took the marks of ${rated.name} from this index, wrote tier ${tier} into them and on a page of it, and computed them again.`,
      checks: [served, raised, painted],
      isCaught: served.outcome === "pass" && [raised, painted].every(({ outcome }) => outcome === "fail"),
      ...(proof !== undefined && {
        sample: {
          fileName: "provider-marks.aggregate-proof.json",
          text: utf8Decode(canonicalBytes(proof)) ?? "",
          said: "The proof of the marks as this index signed them. If a page ever shows another tier of that day, it convicts the page:",
        },
      }),
    },
  ];
}

function marksCheck(name: string, { state }: Recomputed, detail: string): Check {
  return state === "same"
    ? { name, outcome: "pass", detail }
    : { name, outcome: "fail", reason: "other-marks", detail };
}

/** 10: an answer that this index signed, with somebody else in it. */
export async function changeAnswer(): Promise<Attempt[]> {
  const response = await fetch("/api/v1/signed/providers?limit=1");
  const bytes = new Uint8Array(await response.arrayBuffer());
  const opened = response.ok ? openAnswer(bytes) : undefined;
  if (opened?.ok !== true) return [];
  const { answer, keyid, signature } = opened.value;
  const changed = { ...answer, answer: { ...answer.answer, data: [{ name: "Whoever paid us" }] } };
  const { key } = await logKeyHere();
  const { checks } = verifySignedAnswer(
    sealAnswer(changed, keyid, () => signature),
    { logKey: key },
  );
  return [
    {
      did: "Took an answer that this index had signed, and put somebody else into it.",
      checks,
      isCaught: failsIn(checks),
      sample: {
        fileName: "providers.answer.json",
        text: utf8Decode(bytes) ?? "",
        said: "The answer as it was signed. Should this index ever sign another one to the same question, the two convict it:",
      },
    },
  ];
}
