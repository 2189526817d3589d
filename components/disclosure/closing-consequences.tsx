"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { ClosingNotice } from "#components/provider/closing-notice.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { closingOfBody } from "#lib/disclosure/closing.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";

/** What signing a wind-up notice brings about, before it is signed. */
export function ClosingConsequences({
  body,
  before,
  now,
}: {
  body: JsonObject;
  /** What the provider's form keeps of the notice that this one replaces. */
  before: JsonObject | undefined;
  now: Instant;
}) {
  const closing = closingOfBody(body, before, now);
  if (closing === undefined) return null;
  const { isNoticeKept, noticeDays } = closing;
  const points = [
    { tone: "attention", text: "From its entry on, everybody is told: closing, do not add money." },
    { tone: "attention", text: "A countdown to the last day stands above everything else on the provider's page." },
    isNoticeKept
      ? { tone: "verified", text: `${noticeDays} days of notice before the last withdrawal: at least 30, kept.` }
      : {
          tone: "attention",
          text:
            noticeDays < 30
              ? `${noticeDays} days of notice before the last withdrawal: less than 30. That is shown as broken, for ever.`
              : `${noticeDays} days of notice now, but an earlier notice gave less than 30: that stays shown as broken.`,
        },
    {
      tone: "attention",
      text: "It cannot be taken back. A later notice can move the days; the first one stays readable beside it.",
    },
  ] as const;
  return (
    <Panel title="What follows when you sign">
      <div className="flex flex-col gap-4">
        <ul className="flex flex-col gap-2">
          {points.map(({ tone, text }) => {
            const Icon = tone === "verified" ? CircleCheck : CircleAlert;
            return (
              <li key={text} className="flex gap-2.5">
                <Icon
                  aria-hidden
                  className={`mt-0.5 size-4 shrink-0 ${tone === "verified" ? "text-verified" : "text-attention"}`}
                />
                <span>{text}</span>
              </li>
            );
          })}
        </ul>
        <div>
          <p className="mb-2 text-muted text-sm">The page of the provider will begin with:</p>
          <ClosingNotice closing={closing} href={undefined} now={now} />
        </div>
      </div>
    </Panel>
  );
}
