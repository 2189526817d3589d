"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { Stop } from "#lib/client/report/secret-words.ts";

/**
 * What looks like a secret and would become public. Of what stands in the answer alone the person can say that it is none of
 * theirs, after a look at each place; `onSay` then. Anything else: nothing goes on from here.
 */
export function SecretStop({ stops, onSay }: { stops: readonly Stop[]; onSay: () => void }) {
  const firm = stops.filter(({ shows }) => shows === undefined);
  return firm.length > 0 ? <FirmStop stops={firm} /> : <LookAtEach stops={stops} onSay={onSay} />;
}

function FirmStop({ stops }: { stops: readonly Stop[] }) {
  return (
    <Alert live tone="failed" title="Stopped here: this would publish something that only you should have">
      <ul className="list-disc pl-5">
        {stops.map(({ what, pointer, place, remedy }) => (
          <li key={`${what} ${pointer}`}>
            {what}, {place} (<code className="font-mono text-sm">{pointer}</code>). {remedy}
          </li>
        ))}
      </ul>
      <p className="mt-1">Nothing has left this browser.</p>
    </Alert>
  );
}

const keyOf = ({ secret: { kind, pointer } }: Stop) => `${kind} ${pointer}`;

function LookAtEach({ stops, onSay }: { stops: readonly Stop[]; onSay: () => void }) {
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set());
  const put = (key: string, isTicked: boolean) => {
    const next = new Set(looked);
    if (isTicked) next.add(key);
    else next.delete(key);
    setLooked(next);
  };
  return (
    <div className="flex flex-col gap-4">
      <Alert live tone="attention" title="Stopped here: something in the answer looks like a secret">
        The provider signed it, so it cannot be cut out. Some write such a thing into an answer to keep it from being
        reported. Look at each place: what is yours must not become public. Nothing has left this browser.
      </Alert>
      {stops.map((stop) => (
        <Panel key={keyOf(stop)} title={`${stop.what}, ${stop.place}`} level={3}>
          <div className="flex flex-col gap-3">
            <CodeBlock text={stop.shows?.texts.join("\n\n") ?? ""} label="What stands there" />
            {(stop.shows?.more ?? 0) > 0 ? (
              <p className="text-muted text-sm">{stop.shows?.more} more places like these in the same text.</p>
            ) : null}
            <Checkbox
              label="This is no secret of mine"
              help="The report says so for this place, and everybody can read that."
              checked={looked.has(keyOf(stop))}
              onChange={(event) => put(keyOf(stop), event.target.checked)}
            />
          </div>
        </Panel>
      ))}
      <div>
        <Button variant="primary" disabled={stops.some((stop) => !looked.has(keyOf(stop)))} onClick={onSay}>
          Say so in the report, and check again
        </Button>
      </div>
    </div>
  );
}
