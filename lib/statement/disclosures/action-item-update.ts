/** An update of an incident's action item: what became of the promise. */
import { z } from "zod";
import { formatInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { instantText, line } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { eventBody } from "./envelope-fields.ts";
import { oldestFirst, shortName } from "./incident.ts";

const actionItemUpdateBody = eventBody({
  incident: shortName.meta({ label: "Incident", help: "Its short name." }),
  item: shortName.meta({ label: "Action item", help: "Its short name." }),
  status: z.enum(["in-progress", "done", "dropped"]).meta({
    label: "Status",
    input: "choice",
    options: { "in-progress": "In progress", done: "Done", dropped: "Dropped" },
  }),
  changedAt: instantText.meta({ label: "Since", input: "moment" }),
  evidence: line(300).meta({ label: "How a stranger can tell", help: "A link, a commit, or a sentence." }),
});

/** Items of which the last status is kept; the oldest give way. */
const MOST_ITEMS = 50;

/** By incident and item: status, since when, and when it was said. */
function keepItem(before: JsonObject | undefined, { body, loggedAt, entry }: Version): JsonObject {
  const name = `${String(body.incident)}/${String(body.item)}`;
  const known: Record<string, JsonValue> = isJsonObject(before) ? { ...before } : {};
  delete known[name];
  const kept = oldestFirst(known).slice(-(MOST_ITEMS - 1));
  const record = {
    status: String(body.status),
    changedAt: String(body.changedAt),
    saidAt: formatInstant(loggedAt),
    entry,
  };
  return { ...Object.fromEntries(kept), [name]: record };
}

export const disclosure = disclosureType({
  type: "action_item_update",
  title: "Action item",
  object: "an update of an action item",
  says: "What became of an action item of an incident.",
  purpose: "Whether what was promised after an incident was done, and in time.",
  body: actionItemUpdateBody,
  minutes: 2,
  life: { ends: "never" },
  step: null,
  about: "both",
  replaces: true,
  composed: true,
  keep: keepItem,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    incident: "2026-11-outage",
    item: "second-node",
    status: "done",
    changedAt: formatInstant(now),
    evidence: "https://status.halden.example/second-node",
  }),
});
