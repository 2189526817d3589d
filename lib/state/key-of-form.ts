/** The aggregate key of a form: every form says what it is of. */
import { attesterKey } from "./attester-forms.ts";
import {
  caseKey,
  faultKey,
  panelKey,
  reporterKey,
  suspicionKey,
  unclaimedKey,
  unvouchedKey,
} from "./case/case-forms.ts";
import { clusterKey } from "./cluster-forms.ts";
import {
  type AggregateKey,
  checkKey,
  committerKey,
  definitionKey,
  type Form,
  keyKey,
  participantKey,
  peerKey,
  proposalKey,
  providerKey,
} from "./forms.ts";
import { flagKey, maintainerKey, rosterKey } from "./governance/maintainer-forms.ts";
import { recordKey } from "./record-forms.ts";

export function keyOfForm(form: Form): AggregateKey {
  switch (form.aggregate) {
    case "index":
    case "policy":
    case "model":
      return form.aggregate;
    case "participant":
      return participantKey(form.did);
    case "key":
      return keyKey(form.thumbprint);
    case "provider":
      return providerKey(form.id);
    case "peer":
      return peerKey(form.origin);
    case "definition":
      return definitionKey(form.id);
    case "check":
      return checkKey(form.provider, form.epoch, form.issuer);
    case "proposal":
      return proposalKey(form.statement);
    case "committer":
      return committerKey(form.key);
    case "case":
      return caseKey(form.id);
    case "panel":
      return panelKey(form.case, form.round);
    case "fault":
      return faultKey(form.id);
    case "suspicion":
      return suspicionKey(form.definition);
    case "unclaimed":
      return unclaimedKey(form.id);
    case "reporter":
      return reporterKey(form.key);
    case "unvouched":
      return unvouchedKey(form.provider);
    case "record":
      return recordKey(form.provider, form.month);
    case "attester":
      return attesterKey(form.provider, form.key);
    case "cluster":
      return clusterKey(form.id);
    case "maintainer":
      return maintainerKey(form.did);
    case "roster":
      return rosterKey(form.since);
    case "flag":
      return flagKey(form.key);
  }
}
