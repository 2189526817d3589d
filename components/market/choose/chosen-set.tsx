import { MarksLine } from "#components/marks/marks-line.tsx";
import { days, percentText } from "#components/marks/marks-words.ts";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { ChoiceView } from "#lib/contract/choose.ts";
import { pricedUnits } from "../priced-units.ts";
import {
  BOUND_WORDS,
  callSentence,
  chanceWords,
  choiceTitle,
  discountText,
  heldSentence,
  roughMoney,
  saidMoney,
  spreadSentence,
} from "./choose-words.ts";
import { LossBars } from "./loss-bars.tsx";

/** The recommended set: how much where and for how long, what spreading does, and what to buy at most at once. */
export function ChosenSet({ choice, isProfit }: { choice: ChoiceView; isProfit: boolean }) {
  const currency = choice.market?.currency ?? "";
  const spread = spreadSentence(choice);
  return (
    <div className="flex flex-col gap-6">
      <section>
        <h2 className="text-xl">{choiceTitle(choice)}</h2>
        {choice.market === null ? null : (
          <p className="mt-1 text-muted">
            {BOUND_WORDS[choice.bound]} {heldSentence(choice)}
          </p>
        )}
        {choice.holdings.length === 0 ? null : <Holdings choice={choice} isProfit={isProfit} />}
        {choice.holdings.length === 0 || choice.market === null ? null : (
          <p className="mt-2 max-w-prose text-muted text-sm">
            Prices are for {pricedUnits(choice.market.unit)}. Break-even discount: by so much, at least, a price should
            be lower for money that lies there for {days(choice.days)}.
          </p>
        )}
      </section>
      {isProfit && choice.holdings.length > 0 ? <LossBars choice={choice} /> : null}
      {choice.spreadings.length < 2 ? null : (
        <section>
          <h2 className="text-lg">What spreading does</h2>
          {spread === "" ? null : <p className="mt-1 max-w-prose">{spread}</p>}
          <Table caption="What spreading does" className="mt-2">
            <THead>
              <Th numeric>Places</Th>
              <Th numeric>In all</Th>
              <Th>Lose something</Th>
              <Th>Lose more than half</Th>
              <Th>Lose all</Th>
              <Th numeric>Expected loss</Th>
            </THead>
            <TBody>
              {choice.spreadings.map(({ parts, total, some, most, all, expected_loss: expected }) => (
                <Tr key={parts}>
                  <Td head numeric>
                    {parts === 1 ? "1 place" : `${parts} places`}
                  </Td>
                  <Td label="In all" numeric>
                    <Money amount={saidMoney(total)} currency={currency} />
                  </Td>
                  <Td label="Lose something">{chanceWords(some)}</Td>
                  <Td label="Lose more than half">{chanceWords(most)}</Td>
                  <Td label="Lose all">{chanceWords(all)}</Td>
                  <Td label="Expected loss" numeric>
                    <Money amount={roughMoney(expected)} currency={currency} />
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </section>
      )}
      <section>
        <h2 className="text-lg">A single answer that matters much</h2>
        <p className="mt-1 max-w-prose">{callSentence(choice)}</p>
      </section>
    </div>
  );
}

function Money({ amount, currency }: { amount: string; currency: string }) {
  return (
    <span className="whitespace-nowrap">
      {amount} {currency}
    </span>
  );
}

function Holdings({ choice, isProfit }: { choice: ChoiceView; isProfit: boolean }) {
  const currency = choice.market?.currency ?? "";
  return (
    <Table caption="Recommended set" className="mt-3">
      <THead>
        <Th>Where</Th>
        <Th>Tier</Th>
        <Th numeric>Hold</Th>
        <Th numeric>{isProfit ? "Expected loss" : "At most"}</Th>
        <Th numeric>Pay ahead</Th>
        <Th numeric>Break-even discount</Th>
        <Th numeric>Price</Th>
        <Th>
          <span className="sr-only">Before you pay</span>
        </Th>
      </THead>
      <TBody>
        {choice.holdings.map((held) => (
          <Tr key={held.key}>
            <Td head>
              <Link look="name" href={`/providers/${held.service.id}`}>
                <bdi>{held.service.name}</bdi>
              </Link>
              <span className="block font-normal text-muted text-sm">
                through <bdi>{held.instance.name}</bdi>
              </span>
            </Td>
            <Td label="Tier">
              <MarksLine tier={held.tier} isShut={false} short />{" "}
              <span className="text-muted text-sm">up to {percentText(held.high)}</span>
            </Td>
            <Td label="Hold" numeric>
              <Money amount={saidMoney(held.amount)} currency={currency} />
            </Td>
            <Td label={isProfit ? "Expected loss" : "At most"} numeric>
              <Money amount={isProfit ? roughMoney(held.expected_loss) : saidMoney(held.limit)} currency={currency} />
            </Td>
            <Td label="Pay ahead" numeric>
              {days(held.prepay_days)}
            </Td>
            <Td label="Break-even discount" numeric>
              {discountText(held.break_even_ppm)}
            </Td>
            <Td label="Price" numeric>
              <Money amount={held.price} currency={currency} />
            </Td>
            <Td>
              <Link href={`/providers/${held.service.id}#pay`}>Check before you pay</Link>
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
