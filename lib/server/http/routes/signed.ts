import type { Endpoint } from "#lib/contract/endpoint.ts";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import type { AnswerQueue } from "../../services/answer/answer-queue.ts";
import type { SignedId } from "../../services/answer/signed-question.ts";
import { openWholeDirectory } from "../../services/directory/whole-directory.ts";
import type { Reply } from "../respond.ts";
import type { Bind } from "../router.ts";

/** Kept like the plain answer: whoever asks the same while the head stays has the same bytes, and the worker rests. */
const KEEP = { keep: "head" } as const;

export function bindSigned(bind: Bind): void {
  bind("listSignedProviders", ({ ctx, request }) => ask(ctx, "listProviders", {}, request), KEEP);
  bind("getSignedProvider", ({ ctx, params, request }) => ask(ctx, "getProvider", params, request, ["as_of"]), KEEP);
  bind("getSignedMarks", ({ ctx, params, request }) => ask(ctx, "getMarks", params, request, ["as_of"]), KEEP);
  bind("getSignedMarksHistory", ({ ctx, params, request }) => ask(ctx, "getMarksHistory", params, request), KEEP);
  bind("getSignedWays", ({ ctx, params, request }) => ask(ctx, "getWays", params, request, []), KEEP);
  bind("getSignedDisputes", ({ ctx, params, request }) => ask(ctx, "getDisputes", params, request, []), KEEP);
  bind("getSignedDirectory", ({ ctx, request }) => ask(ctx, "getDirectory", {}, request), KEEP);
  bind("getSignedDirectoryFile", async ({ ctx }) => {
    const { type, name, tag, stream } = await openWholeDirectory(ctx);
    const headers = { ETag: tag, "Content-Disposition": `attachment; filename="${name}"` };
    return { status: 200, type, body: "", headers, stream };
  });
  bind("listSignedOffers", ({ ctx, request }) => ask(ctx, "listOffers", {}, request), KEEP);
  bind("getSignedRecommendation", ({ ctx, request }) => ask(ctx, "getRecommendation", {}, request), KEEP);
  bind("signedPayCheck", ({ ctx, request }) => ask(ctx, "payCheck", {}, request), KEEP);
}

/** `names`: of the parameters that count; the row has let their values through. */
async function ask(
  { answers }: { readonly answers: AnswerQueue },
  id: Exclude<SignedId, "getDirectoryDigest">,
  params: Readonly<Record<string, string>>,
  request: Request,
  names: readonly string[] = namesOf(ENDPOINTS[id]),
): Promise<Reply> {
  const given = new URL(request.url).searchParams;
  const query = Object.fromEntries(
    names.flatMap((name) => {
      const value = given.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  return { status: 200, type: "application/json", body: await answers.ask(id, { params, query }) };
}

const namesOf = ({ query }: Endpoint) => Object.keys(query?.shape ?? {});
