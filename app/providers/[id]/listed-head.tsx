import { MarksAlarm } from "#components/marks/marks-alarm.tsx";
import { NoModel } from "#components/marks/no-model.tsx";
import { TierSentence } from "#components/marks/tier-sentence.tsx";
import { LookAlikeWarning } from "#components/names/look-alike-warning.tsx";
import { ClosingNotice } from "#components/provider/closing-notice.tsx";
import { HandoverNotes } from "#components/provider/handover-notes.tsx";
import { SilenceAlarm } from "#components/provider/heartbeat/silence-alarm.tsx";
import { UndisclosedAlarm } from "#components/provider/payment-methods.tsx";
import { ProviderHeading } from "#components/provider/provider-heading.tsx";
import { knownSentence } from "#components/provider/provider-summary.ts";
import { RecoveryNotice } from "#components/provider/recovery-notice.tsx";
import { type ListedProvider, titleOf } from "./read-listed.ts";

/** What comes before all sections: alarms, who it is, what happened to it, and its tier in a sentence where nothing is wrong. */
export function ListedHead({ provider }: { provider: ListedProvider }) {
  const { form, history, handovers, observations, marks, isNameProven, identity, closing, silence, now } = provider;
  const isForked = marks?.shown.marks.gates.some(({ rule }) => rule === "equivocation") ?? false;
  const isSilent = silence.state === "suspended" || silence.state === "failed";
  const isAlarmed = isForked || isSilent || closing !== undefined;
  return (
    <>
      {isAlarmed ? (
        <MarksAlarm
          isForked={isForked}
          closing={closing && <ClosingNotice closing={closing} href="#disclosure-windup_notice" now={now} />}
        >
          <SilenceAlarm standing={silence} now={now} />
        </MarksAlarm>
      ) : null}
      <ProviderHeading
        form={form}
        operatorName={history.operatorName}
        {...(marks === null ? {} : { badge: { tier: marks.shown.marks.tier, asOf: Date.parse(marks.shown.date) } })}
        now={now}
      />
      <RecoveryNotice recovery={history.recovery} now={now} />
      <HandoverNotes handovers={handovers} now={now} />
      <UndisclosedAlarm payment={observations.payment_methods} now={now} />
      <LookAlikeWarning others={observations.look_alikes} id={form.id} className="mb-6" />
      {marks === null || isAlarmed ? null : (
        <TierSentence
          marks={marks.shown.marks}
          allowed={marks.shown.allowed}
          soldBy={marks.shown.soldBy}
          up={marks.up}
          faults={marks.shown.faults}
          titleOf={titleOf}
        />
      )}
      {marks === null ? <NoModel /> : null}
      <p className="mb-5 max-w-[56rem] text-muted">{knownSentence({ ...form, proven: isNameProven, identity })}</p>
    </>
  );
}
