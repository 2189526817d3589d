/** What each number of the policy is, in words, and of what it counts. */
export type NumberWords = { readonly label: string; readonly unit: string; readonly help?: string };

export const POLICY_WORDS: Readonly<Record<string, NumberWords>> = {
  "budgets.registeredPerHour": { label: "Statements of one who is registered", unit: "per hour" },
  "budgets.unregisteredPerHour": { label: "Statements of a key that nobody registered", unit: "per hour" },
  "budgets.addressPerMinute": { label: "Requests of one address", unit: "per minute" },
  "budgets.unregisteredPerAddressPerHour": { label: "Statements of all such keys of one address", unit: "per hour" },
  "disputes.panel": { label: "Seats of a panel", unit: "people", help: "An odd number." },
  "disputes.appealPanel": { label: "Seats of an appeal panel", unit: "people", help: "An odd number." },
  "disputes.hours.respond": { label: "The operator answers", unit: "hours" },
  "disputes.hours.extension": { label: "Its one extension", unit: "hours" },
  "disputes.hours.evidence": { label: "Evidence stays open", unit: "hours" },
  "disputes.hours.urgentEvidence": { label: "Evidence stays open, urgent", unit: "hours" },
  "disputes.hours.shares": { label: "Both sides show their shares of the draw", unit: "hours" },
  "disputes.hours.seats": { label: "The drawn take their seats", unit: "hours" },
  "disputes.hours.vote": { label: "Sealed votes", unit: "hours" },
  "disputes.hours.reveal": { label: "Votes are opened", unit: "hours" },
  "disputes.hours.openVote": { label: "Whoever stands in votes openly", unit: "hours" },
  "disputes.hours.draft": { label: "The ruling is a draft", unit: "hours" },
  "disputes.hours.incident": { label: "The incident report after an admission", unit: "hours" },
  "disputes.hours.appeal": { label: "An appeal can be filed", unit: "hours" },
  "disputes.hours.appealRuling": { label: "The appeal is ruled", unit: "hours" },
  "disputes.hours.admissionAppeal": { label: "An appeal against not being taken up", unit: "hours" },
  "disputes.hours.reporterSilence": { label: "The reporter may be silent", unit: "hours" },
};

export function wordsOf(path: string): NumberWords {
  return POLICY_WORDS[path] ?? { label: path, unit: "" };
}

/** "7 d" of 168; hours that make no whole days stay hours. */
export function hoursInDays(hours: number): string {
  return hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;
}
