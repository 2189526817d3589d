"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { askedOf } from "#lib/client/report/report-draft.ts";
import { useReport } from "#lib/client/report/use-report.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { QuestionList } from "./question-list.tsx";

const Journey = dynamic(() => import("./journey.tsx"), {
  ssr: false,
  loading: () => <SkeletonText label="Opening the report" />,
});

const AGAINST = "#against=";
const EVIDENCE = "#evidence=";

/** `/report`: the six rows at once, what follows when it is needed. A link's evidence stands behind `#`, which no server sees. */
export function ReportPage({ origin }: { origin: Origin }) {
  const report = useReport();
  const { draft, change } = report;
  const [link, setLink] = useState<string>();
  const isRead = draft !== undefined;
  useEffect(() => {
    if (!isRead) return;
    const take = () => {
      const { hash, pathname } = window.location;
      if (!hash.startsWith(AGAINST) && !hash.startsWith(EVIDENCE)) return;
      // Taken once: it leaves the address bar and the history.
      window.history.replaceState(null, "", pathname);
      if (hash.startsWith(EVIDENCE)) setLink(hash);
      else change((now) => ({ ...now, against: hash.slice(AGAINST.length) }));
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, [isRead, change]);
  if (draft === undefined || (draft.step === "what" && link === undefined)) {
    return <QuestionList onChoose={(question) => change((now) => askedOf(now, question))} />;
  }
  return <Journey origin={origin} report={report} draft={draft} link={link} onLinkRead={() => setLink(undefined)} />;
}
