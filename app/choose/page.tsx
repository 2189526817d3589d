import type { Metadata } from "next";
import { type ChooseAsk, chooseAskOf } from "#components/market/choose/choose-ask.ts";
import { ChooseForm } from "#components/market/choose/choose-form.tsx";
import { ChosenSet } from "#components/market/choose/chosen-set.tsx";
import { DaysSlider } from "#components/market/choose/days-slider.tsx";
import type { Params } from "#components/market/front/ask.ts";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { AsOf } from "#lib/contract/common.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getChoice } from "#lib/server/services/market/get-choice.ts";
import { readMarketRows } from "#lib/server/services/market/read-market-rows.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Choose",
  description: "How much to hold where, for how long, and what may be lost: by what you need and could lose.",
};

export default async function ChoosePage({ searchParams }: { searchParams: Promise<Params> }) {
  const params = await searchParams;
  const ask = chooseAskOf(params);
  const { choice, markets, asOf, problem } = await choose(ask);
  const problems = [...ask.problems, ...(problem === undefined ? [] : [problem])];
  const asked = Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  const other = new URLSearchParams(asked);
  other.delete("view");
  if (!ask.isProfit) other.set("view", "profit");
  const presetHref = (loss: string) => {
    const next = new URLSearchParams(asked);
    next.set("loss", loss);
    return `/choose?${next}`;
  };
  if (markets.length === 0) return <NoMarket asOf={asOf} />;
  return (
    <>
      <PageHeading
        title="How much to hold, and where"
        lead="By what you need, what you could lose without harm, and the risk you take."
        actions={
          <Link href={`/choose?${other}`}>
            {ask.isProfit ? "Show limits again" : "I trade for profit: show what may be lost"}
          </Link>
        }
      />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
        <div className="min-w-0 lg:col-span-4">
          <ChooseForm ask={ask} shown={choice.market} markets={markets} presetHref={presetHref} />
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:col-span-8">
          {problems.length === 0 ? null : <Alert title="Something was taken otherwise">{problems.join(" ")}</Alert>}
          <div className="max-w-md">
            <DaysSlider days={ask.days} />
          </div>
          <ChosenSet choice={choice} isProfit={ask.isProfit} />
          <ComputedFrom asOf={asOf} />
        </div>
      </div>
    </>
  );
}

function NoMarket({ asOf }: { asOf: AsOf }) {
  return (
    <>
      <PageHeading title="How much to hold, and where" />
      <div className="flex flex-col gap-6">
        <EmptyState
          title="Nothing is offered at a price yet"
          action={<ButtonLink href="/providers">See who is listed</ButtonLink>}
        >
          Here you will say what you need and what you could lose without harm, and be told how much to hold with whom,
          for how long, and what spreading does.
        </EmptyState>
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

/** Where there is no such market, the preset one, and why. */
async function choose(ask: ChooseAsk) {
  const ctx = webContext();
  const { loss, amount, call, held, tolerance, days, parts, category, unit, currency } = ask;
  const taste = { loss, amount, call, tolerance, days, parts };
  const read = async (words: Partial<Pick<ChooseAsk, "category" | "unit" | "currency" | "held">>) => {
    const { data, as_of } = await getChoice(ctx, { ...taste, ...words });
    const { markets } = await readMarketRows(ctx, as_of);
    return { choice: data, markets: [...markets], asOf: as_of };
  };
  const words = { category, unit, currency };
  // What cannot be read is left out: what is held first, then the market that was asked for.
  let problem: string | undefined;
  for (const each of [{ ...words, held }, words, {}]) {
    try {
      return { ...(await read(each)), problem };
    } catch (error) {
      if (!isServiceError(error) || !LEFT_OUT.has(error.code)) throw error;
      problem ??= error.message;
    }
  }
  return { ...(await read({})), problem };
}

const LEFT_OUT = new Set<string>(["malformed", "unknown-currency", "not-an-amount"]);
