"use client";
import { ChevronRight } from "lucide-react";
import { Link } from "#components/ui/link.tsx";
import { QUESTIONS, type QuestionId } from "#lib/client/report/questions.ts";

/** "What happened?": each row says what proof is needed, what it can achieve, and who decides. */
export function QuestionList({ onChoose }: { onChoose: (question: QuestionId) => void }) {
  return (
    <div className="max-w-4xl">
      <h2 className="mb-3 text-xl">What happened?</h2>
      <ul className="divide-y divide-divider rounded-lg border border-divider">
        {QUESTIONS.map(({ id, title, needs, achieves, decided }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onChoose(id)}
              className="group grid w-full grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3.5 text-left -outline-offset-2 hover:bg-hover sm:grid-cols-[13rem_1fr_auto]"
            >
              <span className="font-medium text-lg sm:row-span-3">{title}</span>
              <ChevronRight
                aria-hidden
                className="size-4 self-center text-muted group-hover:text-ink sm:col-start-3 sm:row-span-3 sm:row-start-1"
              />
              <span className="col-span-2 sm:col-span-1 sm:col-start-2">
                <span className="text-muted">Proof: </span>
                {needs}
              </span>
              <span className="col-span-2 sm:col-span-1 sm:col-start-2">
                <span className="text-muted">Achieves: </span>
                {achieves}
              </span>
              <span className="col-span-2 font-medium text-sm sm:col-span-1 sm:col-start-2">{decided}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-muted">
        Reported before? <Link href="/report/follow">Open your case file</Link> to see what became of it. Did the call
        just now fail?{" "}
        <a href="/report/capture" className="text-link underline underline-offset-2">
          Call the provider from this browser
        </a>{" "}
        and keep what it signs.
      </p>
    </div>
  );
}
