import { Alert } from "#components/ui/alert.tsx";
import { TimeText } from "#components/ui/time-text.tsx";

/** `says` is the sentence that stands for what the watcher answered; `at` in ms. */
export type WatcherAlarm = { readonly name: string; readonly says: string; readonly at: number };

/** Watchers that hold another history of this log. What they say is shown as what they say: it is no proof yet. */
export function WatcherAlarms({ alarms, now }: { alarms: readonly WatcherAlarm[]; now: number }) {
  return alarms.map(({ name, says, at }) => (
    <Alert
      key={name}
      className="mb-6"
      tone="attention"
      title={`Alarm: the watcher ${name} does not confirm that this log only grew`}
    >
      {says} It said so first <TimeText at={at} now={now} />. Either this index showed it another log, or the watcher is
      wrong: keep your receipts, and compare the checkpoint that you hold with other people's.
    </Alert>
  ));
}
