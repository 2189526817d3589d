import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { QUESTIONS } from "#lib/client/report/questions.ts";
import { EMPTY_DRAFT } from "#lib/client/report/report-draft.ts";
import { ClaimForm } from "./claim-form.tsx";

test("a key that the index could not be asked about is asked about by the button of every page that was not read", () => {
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false } } });
  const [question] = QUESTIONS;
  if (question === undefined) throw new Error("There are no questions.");
  const draft = { ...EMPTY_DRAFT, against: "prv_a" };
  const asked = client.getQueryCache().build(client, { queryKey: ["report", "party", draft.against] });
  asked.setState({ status: "error", error: new Error("away"), fetchStatus: "idle" });
  const html = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <ClaimForm question={question} draft={draft} change={async () => undefined} />
    </QueryClientProvider>,
  );
  expect(html).toContain("could not be asked whose key this is");
  expect(Array.from(html.matchAll(/<button[^>]*>([^<]+)</g), ([, words]) => words)).toEqual(["Try again"]);
});
