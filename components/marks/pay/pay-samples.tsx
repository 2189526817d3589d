import type { Specimen } from "#components/gallery/gallery-section.ts";
import { honestSample, sampleOf } from "#components/marks/marks-sample.ts";
import type { PayCheckView } from "#lib/contract/offers.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { PayPanel } from "./pay-panel.tsx";

const named = (id: string, name: string) => ({ id: `prv_${id.repeat(26)}` as ProviderId, name });
const [provider, sister] = [named("a", "Halden"), named("b", "Vela Storage")];
const allowedOf = (days: number) => sampleOf(honestSample("instance", days), (type) => type).allowed;

const answered = (change: Partial<PayCheckView>): PayCheckView => ({
  provider,
  ...{ instance: null, bought_by: "itself", sellers: 0 },
  ...{ currency: "EUR", amount: "20", loss: "100", verdict: "within", reason: "within-limit", limit: "25" },
  ...{ limit_percent: 25, prepay_days: 7, parts: 1, break_even_ppm: 6600, expected_loss: "0.14", together_cap: null },
  ...{ tier: "C", high: 77_000, day: "2026-11-27" },
  address: { state: "not-asked", since: null, entry: null, chains: [], told: false },
  ...change,
});
const pay = (change: Partial<PayCheckView>, sellers: readonly { id: string; name: string }[] = []) => (
  <PayPanel
    provider={provider}
    currencies={["EUR", "USD"]}
    sellers={sellers}
    addresses={[]}
    allowed={allowedOf(200)}
    initial={answered(change)}
  />
);

/** The check before paying, by what it answers. */
export const PAY_SPECIMENS: readonly Specimen[] = [
  { title: "Before you pay: within", render: () => pay({}) },
  {
    title: "Before you pay: split, the address is known",
    render: () =>
      pay({
        ...{ amount: "60", verdict: "split", reason: "over-limit", parts: 3, together_cap: "25" },
        address: { state: "disclosed", since: "2026-06-01T00:00:00Z", entry: 12, chains: ["ethereum"], told: true },
      }),
  },
  {
    title: "Before you pay: stop",
    render: () =>
      pay({
        ...{ verdict: "dont", reason: "address-not-disclosed" },
        address: { state: "not-disclosed", since: null, entry: null, chains: [], told: true },
      }),
  },
  {
    title: "Before you pay: a service that several sell, the riskiest is silent",
    render: () =>
      pay(
        {
          ...{ verdict: "dont", reason: "shut", limit: "0", parts: 0, together_cap: "50" },
          ...{ instance: sister, bought_by: "riskiest-seller", sellers: 2 },
        },
        [provider, sister],
      ),
  },
  {
    title: "Before you pay: a service that nobody sells, a limit of nothing",
    render: () => pay({ verdict: "dont", reason: "limit-is-nothing", limit: "0", parts: 0, bought_by: "nobody-sells" }),
  },
  {
    title: "Before you pay: it names no price",
    render: () => (
      <PayPanel
        provider={provider}
        currencies={[]}
        sellers={[]}
        addresses={["bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh"]}
        allowed={allowedOf(0)}
      />
    ),
  },
];
