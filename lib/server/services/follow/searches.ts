/** Searches of the table of providers that an account follows: alerts of whoever fits one go to its webhooks. */
import type { SessionView } from "#lib/contract/accounts.ts";
import { type DirectoryFeedQuery, directoryFeedQuery } from "#lib/contract/directory.ts";
import { MOST_SEARCHES } from "#lib/contract/follow-limits.ts";
import type { SearchInput, SearchView } from "#lib/contract/follows.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256Hex } from "#lib/kernel/hash.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { isRegistered } from "../account/shares.ts";
import type { Ctx } from "../context.ts";
import { idsOfDirectory } from "../directory/read-directory.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { refuse, ServiceError } from "../service-error.ts";

/** Of all accounts together: each is asked once for every batch of alerts. */
export const MOST_DISTINCT = 200;
/** Keys that are not registered take no more of them, so that some are left for who is. */
const MOST_OF_UNKNOWN = 100;
/** Of the lock under which they are counted. */
const SEARCHES_LOCK = 0x5ea2c4;

/** Oldest first. */
export async function listSearches({ prisma }: Ctx, { did }: SessionView): Promise<SearchView[]> {
  const rows = await prisma.followedSearch.findMany({
    where: { did },
    orderBy: [{ since: "asc" }, { id: "asc" }],
    take: MOST_SEARCHES,
  });
  return rows.map(({ id, search, since }) => ({ id, search, since: formatInstant(asInstant(since.getTime())) }));
}

/** Once more changes nothing. Errors: `schema` at `/search`; those of the table; `budget`: too many, here or of all. */
export async function followSearch(ctx: Ctx, session: SessionView, input: SearchInput): Promise<SearchView[]> {
  const { did } = session;
  const { query, search } = readSearch(input.search);
  await idsOfDirectory(ctx, query);
  const id = sha256Hex(utf8Encode(search)).slice(0, 32);
  const known = await ctx.prisma.followedSearch.findUnique({ where: { did_id: { did, id } } });
  if (known === null) {
    // By the log's time, as alerts are dated.
    const since = new Date((await resolveAsOf(ctx, undefined)).time);
    const isKnown = await isRegistered(ctx, session);
    await ctx.prisma.$transaction(async (tx) => {
      // One at a time: of two that come together the second counts the first.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEARCHES_LOCK})`;
      if ((await tx.followedSearch.count({ where: { did, id: { not: id } } })) >= MOST_SEARCHES)
        throw new ServiceError(
          "budget",
          `An account follows at most ${MOST_SEARCHES} searches. Stop following one first.`,
        );
      const others = await tx.followedSearch.findMany({ distinct: ["id"], select: { id: true } });
      const most = isKnown ? MOST_DISTINCT : MOST_OF_UNKNOWN;
      if (others.length >= most && others.every((other) => other.id !== id)) throw noneLeft(isKnown);
      await tx.followedSearch.createMany({ data: [{ did, id, search, since }], skipDuplicates: true });
    });
  }
  return await listSearches(ctx, session);
}

function noneLeft(isKnown: boolean): ServiceError {
  const whose = isKnown
    ? `All accounts together follow at most ${MOST_DISTINCT} different searches here.`
    : `Of ${MOST_DISTINCT} different searches that are followed here a key that is not registered begins none of the last ${MOST_DISTINCT - MOST_OF_UNKNOWN}.`;
  return new ServiceError("budget", `${whose} Follow this one by its feed.`);
}

/** What is not followed is not followed afterwards either. */
export async function unfollowSearch(ctx: Ctx, session: SessionView, id: string): Promise<SearchView[]> {
  await ctx.prisma.followedSearch.deleteMany({ where: { did: session.did, id } });
  return await listSearches(ctx, session);
}

/** Filters as they stand in an address, in one order. Errors: `schema` at `/search`. */
export function readSearch(text: string): { query: DirectoryFeedQuery; search: string } {
  const given = new URLSearchParams(text);
  given.sort();
  const pairs = [...given].filter(([, value]) => value !== "");
  const parsed = directoryFeedQuery.strict().safeParse(Object.fromEntries(pairs));
  if (parsed.success && new Set(pairs.map(([name]) => name)).size === pairs.length)
    return { query: parsed.data, search: new URLSearchParams(pairs).toString() };
  const [issue] = parsed.error?.issues ?? [];
  const place = issue?.path[0] === undefined ? "" : `${String(issue.path[0])}: `;
  const detail = `${place}${issue?.message ?? "A filter stands there twice."}`;
  throw refuse({ code: "schema", pointer: "/search", detail });
}
