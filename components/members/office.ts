import type { SignAs } from "#components/keys/sign-as.tsx";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";

/** Where acts of an organisation are signed: whose, with which key, in which log. */
export type Office = {
  participant: ParticipantForm;
  record: Parameters<typeof SignAs>[0]["record"];
  origin: Origin;
};
