"use client";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { ScrollFrame } from "#components/ui/scroll-frame.tsx";
import type { ActName, PossibleAct } from "#lib/client/case/case-acts.ts";
import { readLocalDraft, removeLocalDraft } from "#lib/client/drafts/local-drafts.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { ACT_RULES, type ActValues } from "./act-rules.ts";

type Left = { readonly act: ActName; readonly text: string };

/** What somebody wrote for an act that is not possible any more: a refusal takes nothing away. */
export function LeftDrafts({ caseId, acts }: { caseId: string; acts: readonly PossibleAct[] }) {
  const possible = acts.map(({ act }) => act).join();
  const [left, setLeft] = useState<readonly Left[]>([]);
  useEffect(() => setLeft(leftOf(caseId, possible.split(","))), [caseId, possible]);
  const onThrowAway = (act: ActName) => {
    removeLocalDraft(browserTexts(), `case.${act}`, caseId);
    setLeft(leftOf(caseId, possible.split(",")));
  };
  return <LeftDraftList left={left} onThrowAway={onThrowAway} />;
}

/** Each text with its act; nothing where nothing is left. */
export function LeftDraftList({ left, onThrowAway }: { left: readonly Left[]; onThrowAway: (act: ActName) => void }) {
  if (left.length === 0) return null;
  return (
    <Panel
      level={3}
      title="What you wrote and did not send"
      description="Its time is over, or the case has gone on. It is kept in this browser, and nobody else has it."
    >
      <ul className="flex flex-col gap-4">
        {left.map(({ act, text }) => (
          <li key={act} className="flex flex-col gap-2">
            <p className="font-medium">{ACT_RULES[act].title}</p>
            <ScrollFrame
              label={`What you wrote: ${ACT_RULES[act].title}`}
              className="max-h-40 overflow-auto whitespace-pre-wrap break-words border-divider border-l-2 pl-3 text-muted"
            >
              {text}
            </ScrollFrame>
            <div className="flex flex-wrap items-center gap-2">
              <CopyButton value={text} what="what you wrote" />
              <Button size="sm" onClick={() => onThrowAway(act)}>
                Throw it away
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function leftOf(caseId: string, possible: readonly string[]): Left[] {
  return (Object.keys(ACT_RULES) as ActName[]).flatMap((act) => {
    if (possible.includes(act)) return [];
    const { label, statement, reason } = readLocalDraft<ActValues>(browserTexts(), `case.${act}`, caseId)?.values ?? {};
    const text = [label, statement, reason].filter((part) => part !== undefined && part.trim() !== "").join("\n\n");
    return text === "" ? [] : [{ act, text }];
  });
}
