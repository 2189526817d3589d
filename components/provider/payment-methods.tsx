import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ProviderObservations } from "#lib/contract/observations.ts";

type Payment = NonNullable<ProviderObservations["payment_methods"]>;
type Method = Payment["methods"][number];

/** Above everything else: the provider tells its users to pay where it did not say that it holds money. */
export function UndisclosedAlarm({ payment, now }: { payment: Payment | null; now: number }) {
  if (payment === null || !payment.alarm) return null;
  const undisclosed = payment.methods.filter(({ disclosed }) => !disclosed);
  const since = payment.undisclosed
    .filter(({ ended }) => ended === null)
    .map((span) => Date.parse(span.since.logged_at));
  return (
    <Alert
      tone="failed"
      className="mb-6"
      title={
        undisclosed.length === 1
          ? "It tells its users to pay to an address that it has not disclosed"
          : `It tells its users to pay to ${undisclosed.length} addresses that it has not disclosed`
      }
    >
      <ul className="my-1.5 flex flex-col gap-1">
        {undisclosed.map((method) => (
          <li key={`${method.coin} ${method.environment} ${method.address}`}>
            <code className="break-all font-mono text-sm">{method.address}</code> ({method.coin}, {method.environment}
            {method.chains.length === 0 ? "" : `; disclosed for ${method.chains.join(", ")} only`})
          </li>
        ))}
      </ul>
      This index read it from the provider's own API
      {since.length === 0 ? null : (
        <>
          {" "}
          and has seen it since <TimeText at={Math.min(...since)} now={now} show="both" precision="minute" />
        </>
      )}
      . Do not pay to an address that nobody answers for.{" "}
      <Link href={`/log/entries/${payment.told_in ?? payment.entry}`}>What was seen</Link>
    </Alert>
  );
}

/** Where it tells its users to pay, each address with its disclosure; the addresses that once had none stay listed. */
export function PaymentMethods({ payment, now }: { payment: Payment; now: number }) {
  const past = payment.undisclosed.filter(({ ended }) => ended !== null);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="mb-2">
          Where it tells its users to pay <LastLook payment={payment} now={now} />
        </p>
        {payment.methods.length === 0 ? (
          <p className="text-muted text-sm">
            {payment.told_in === null ? "No list of addresses was ever found there." : "The list names no address."}
          </p>
        ) : (
          <Table caption="Payment addresses that this index read from the provider's API">
            <THead>
              <Th>Address</Th>
              <Th>Coin</Th>
              <Th>Environment</Th>
              <Th>Disclosed</Th>
            </THead>
            <TBody>
              {payment.methods.map((method) => (
                <Tr key={`${method.coin} ${method.environment} ${method.address}`}>
                  <Td head>
                    <code className="break-all font-mono text-sm">{method.address}</code>
                  </Td>
                  <Td label="Coin">{method.coin}</Td>
                  <Td label="Environment">{method.environment}</Td>
                  <Td label="Disclosed">
                    <Disclosed method={method} />
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        )}
      </div>
      {past.length === 0 ? null : (
        <div>
          <p className="mb-1">Told to users while it was not disclosed, before:</p>
          <ul className="flex flex-col gap-1.5 text-sm">
            {past.map(({ coin, environment, address, since, ended }) => (
              <li key={`${since.entry} ${coin} ${environment} ${address}`}>
                <code className="break-all font-mono">{address}</code> ({coin}, {environment}): from{" "}
                <TimeText at={Date.parse(since.logged_at)} precision="minute" /> (
                <Link href={`/log/entries/${since.entry}`}>entry {since.entry.toLocaleString("en")}</Link>) until{" "}
                {ended === null ? null : (
                  <>
                    {ended.by === "disclosed" ? "it was disclosed on " : "it was told no more on "}
                    <TimeText at={Date.parse(ended.logged_at)} precision="minute" /> (
                    <Link href={`/log/entries/${ended.entry}`}>entry {ended.entry.toLocaleString("en")}</Link>)
                  </>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** When it was looked at last; where that look found no list, what stands is older, and it is said so. */
function LastLook({ payment, now }: { payment: Payment; now: number }) {
  const { outcome, entry, logged_at, told_in: told } = payment;
  return (
    <span className="text-muted text-sm">
      {outcome === "found"
        ? "seen "
        : outcome === "none"
          ? "the last look found no list, "
          : "the last look had no answer, "}
      <TimeText at={Date.parse(logged_at)} now={now} />, in{" "}
      <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
      {outcome === "found" || told === null ? null : (
        <>
          ; what it told last stands, in <Link href={`/log/entries/${told}`}>entry {told.toLocaleString("en")}</Link>
        </>
      )}
    </span>
  );
}

function Disclosed({ method: { disclosed, chains } }: { method: Method }) {
  if (disclosed) return <>yes{chains.length === 0 ? "" : `, for ${chains.join(", ")}`}</>;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <Badge tone="failed">not disclosed</Badge>
      {chains.length === 0 ? null : <span className="text-muted text-sm">for {chains.join(", ")} only</span>}
    </span>
  );
}
