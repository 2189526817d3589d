import { capital } from "#components/ui/capital.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { PayCheckView } from "#lib/contract/offers.ts";
import { type Allowed, limitWords } from "../marks-words.ts";
import { PayForm } from "./pay-form.tsx";

/** The check before paying; where no price says a currency, the rule and the addresses that the provider answers for. */
export function PayPanel({
  provider,
  currencies,
  sellers,
  addresses,
  allowed,
  initial,
}: {
  provider: { readonly id: string; readonly name: string };
  currencies: readonly string[];
  sellers: readonly { readonly id: string; readonly name: string }[];
  /** That it answers for. */
  addresses: readonly string[];
  /** Nothing where an alarm stands above. */
  allowed: Allowed;
  initial?: PayCheckView;
}) {
  return (
    <Panel title="Before you pay" id="pay">
      {currencies.length === 0 ? (
        <div className="flex flex-col gap-2">
          <p>{capital(limitWords(allowed))}.</p>
          <p className="text-muted">
            It has published no prices, so an amount cannot be checked: nothing says in which currency it takes money.
          </p>
          {addresses.length === 0 ? (
            <p className="text-muted">It answers for no payment address: pay to none that you are told.</p>
          ) : (
            <>
              <p className="text-muted">It answers for these addresses, and no other:</p>
              <ul>
                {addresses.map((address) => (
                  <li key={address}>
                    <code className="break-all font-mono text-sm">{address}</code>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      ) : (
        <PayForm {...{ provider, currencies, sellers }} {...(initial === undefined ? {} : { initial })} />
      )}
    </Panel>
  );
}
