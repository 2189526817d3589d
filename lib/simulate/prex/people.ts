/** Who judges, checks and complains in the invented market. */
import { addMs, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { daysBetween } from "./duties.ts";
import type { Person, Script } from "./script.ts";

export type People = {
  /** Check answers of services; those of the first list catch somebody early, and have standing. */
  readonly auditors: readonly Person[];
  readonly maintainers: readonly Person[];
  readonly users: readonly Person[];
};

/** Name, organisation, and what it offers itself. */
const MAINTAINERS: readonly (readonly [id: string, name: string, organisation: string | null, category?: string])[] = [
  ["mori", "Mori Aldane", "Harbour Law Clinic"],
  ["ines", "Ines Tavel", "Tavel Forensics"],
  ["olek", "Olek Brannt", null],
  ["suvi", "Suvi Kaarna", "Northern Users' League"],
  ["pelle", "Pelle Osk", "Osk and Daughters", "mail delivery"],
  ["ruta", "Ruta Vilke", "Vilke Actuaries"],
  ["jorn", "Jorn Hesse", "University of Kelmere"],
  ["dara", "Dara Quell", null],
  ["timo", "Timo Lundra", "Lundra Audit"],
  ["ebba", "Ebba Nyquell", "Ledger Watch"],
  ["nils", "Nils Farrow", "Farrow Mediation"],
  ["zora", "Zora Pell", "Pell Arbitration"],
];

const AUDITORS: readonly (readonly [id: string, name: string])[] = [
  ["aud-ash", "Ashgrove Checks"],
  ["aud-bell", "Bellweather"],
  ["aud-crow", "Crowfoot"],
  ["aud-dell", "Dellworth"],
  ["aud-esk", "Eskdale Probe"],
  ["aud-fay", "Fayre Watch"],
];

const USERS: readonly (readonly [id: string, name: string])[] = [
  ["uma", "Uma"],
  ["user-ben", "Ben"],
  ["user-cleo", "Cleo"],
  ["user-dag", "Dag"],
  ["user-eva", "Eva"],
  ["user-finn", "Finn"],
];

/** Interests are believed for 180 days. */
const INTERESTS_EVERY = 168;

export function peopleOf(script: Script, admin: Identity, until: number): People {
  const maintainers = MAINTAINERS.map(([id, name, organisation, category], nth) => {
    const about =
      id === "mori"
        ? "Judges cases: seal a ballot in the one that waits for her, and open it."
        : organisation === null
          ? "Judges cases, for nobody else."
          : `Judges cases; works for ${organisation}.`;
    const person = script.person(id, name, "maintainer", about, 1);
    const { identity } = person;
    const at = script.at(1, 9 + nth / 10);
    script.say(at, admin, "maintainer.appoint", "index", { maintainer: identity.did });
    script.say(addMs(at, HOUR_MS), identity, "maintainer.accept", identity.did, {});
    const interests = { organisation, related: [], categories: category === undefined ? [] : [category] };
    for (const day of daysBetween(1, until, INTERESTS_EVERY))
      script.say(addMs(script.at(day, 11), nth * MINUTE_MS), identity, "maintainer.interests", identity.did, interests);
    return person;
  });
  const auditors = auditorsOf(script);
  const users = USERS.map(([id, name]) =>
    script.person(
      id,
      name,
      "user",
      id === "uma"
        ? "Holds balances: compare, set a limit, report what is wrong."
        : "Holds balances, and checks that they are counted.",
      3,
    ),
  );
  return { auditors, maintainers, users };
}

/** Those who check answers, the same wherever they register. */
export function auditorsOf(script: Script): readonly Person[] {
  return AUDITORS.map(([id, name]) =>
    script.person(id, name, "auditor", "Asks services what anybody may ask, and has the answers run again.", 2),
  );
}
