/** What an operator published as right answers, as the public API tells it, and how it ends. */
import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "#lib/contract/endpoints.ts";
import type { Did } from "#lib/kernel/ids.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import { requestJson } from "../request-json.ts";
import { type CommandLine, RUN } from "./automation.ts";
import type { Draft } from "./use-account-statement.ts";

const SHOWN = 50;

export type OwnDefinition = {
  readonly form: DefinitionForm;
  /** Its newest version is suspected: so many are accused under it that further cases wait. */
  readonly suspected: boolean;
  /** Providers accused under its newest version. */
  readonly accused: number;
};

export type OwnDefinitions = { readonly definitions: readonly OwnDefinition[]; readonly isCut: boolean };

/** Those that were published last come first. */
export const ownDefinitionsQuery = (publisher: Did) =>
  queryOptions({
    queryKey: ["definitions", publisher],
    queryFn: async (): Promise<OwnDefinitions> => {
      const query = new URLSearchParams({ publisher, limit: String(SHOWN) });
      const { data } = await requestJson<AnswerOf<"listDefinitions", 200>>(`/api/v1/definitions?${query}`);
      const forms = data.data.map(({ form }) => form as unknown as DefinitionForm);
      const definitions = await Promise.all(forms.map(withSuspicion));
      return {
        definitions: definitions.toSorted((a, b) => newestEntry(b) - newestEntry(a)),
        isCut: data.page.next_cursor !== null,
      };
    },
    // The index runs the tests of what was published by itself: what comes out is shown without a reload.
    refetchInterval: ({ state: { data } }) => (data?.definitions.some(isWaiting) ? WAITING_MS : false),
  });

const WAITING_MS = 10_000;

function isWaiting({ form: { withdrawn, versions } }: OwnDefinition): boolean {
  return withdrawn === null && versions[0]?.admission === null;
}

async function withSuspicion(form: DefinitionForm): Promise<OwnDefinition> {
  const { data } = await requestJson<AnswerOf<"getSuspicion", 200>>(`/api/v1/definitions/${form.id}/suspicion`);
  return { form, suspected: data.data.frozen, accused: data.data.providers };
}

function newestEntry({ form }: OwnDefinition): number {
  return form.versions[0]?.entry ?? 0;
}

export function planDefinitionWithdrawal({ id, slot }: Pick<DefinitionForm, "id" | "slot">, reason: string): Draft {
  return { kind: "definition.withdraw", subject: id, prev: slot, body: { reason } };
}

/** Lines that publish a definition from a terminal. `id`: one that there is, for a version that follows it. */
export function definitionLines(url: string, id = "def_…"): CommandLine[] {
  const run = `${RUN} definition`;
  return [
    {
      title: "Bring an account key into the terminal",
      why: "Nothing else signs a definition. Add one under Keys that can be exported, save it there, and import its file; it signs 24 hours after it was added.",
      text: `${RUN} keys import account touchstone.key.json --purpose control`,
    },
    {
      title: "Test it here",
      why: "The document, with its code beside it: every test runs twice in each of two hosts.",
      text: `${run} test prices.json`,
    },
    {
      title: "Publish it",
      why: "Tested once more, signed, and logged with its code. The index runs the tests itself within a minute.",
      text: `${run} publish prices.json --key account --url ${url}`,
    },
    {
      title: "Publish its next version",
      why: "Let the windows overlap, or the grace cover the change.",
      text: `${run} publish prices-2.json --of ${id} --key account --url ${url}`,
    },
  ];
}
