/** Where an operator does what: the workspace's tabs, the composer, the incident wizard. */

export function composerHref(providerId: string, type = "identity"): string {
  return `/operator/disclosures/new?provider=${providerId}&type=${type}`;
}

/** `caseId`: the admitted case that the report is about. */
export function incidentHref(providerId: string, incident?: string, caseId?: string): string {
  const more = { ...(incident === undefined ? {} : { incident }), ...(caseId === undefined ? {} : { case: caseId }) };
  return `/operator/incident?${new URLSearchParams({ provider: providerId, ...more })}`;
}

/** How the incident of an admitted case is named, so that readers find one by the other. */
export function admittedIncidentName(caseId: string): string {
  return `case-${caseId.slice(5, 17)}`;
}

export function answerHref(caseId: string): string {
  return `/operator/cases/${caseId}`;
}

export function digestsHref(providerId: string): string {
  return `/operator/digests?provider=${providerId}`;
}

/** Where a disclosure type is written: in a form of its own, or as lines for a program. */
export function publishHref(providerId: string, { type, composed }: { type: string; composed: boolean }): string {
  if (type === "database_ledger_digest") return digestsHref(providerId);
  return composed ? composerHref(providerId, type) : workspaceHref("automation", providerId);
}

export function namesHref(providerId: string): string {
  return `/operator/names?provider=${providerId}`;
}

export function handoverHref(providerId: string): string {
  return `/operator/handover?provider=${providerId}`;
}

export const OFFERS_HREF = "/operator/offers";
export const CLAIM_HREF = "/operator/claim";

export const WORKSPACE_TABS = [
  "disclosures",
  "keys",
  "prices",
  "definitions",
  "cases",
  "members",
  "automation",
] as const;
export type WorkspaceTab = (typeof WORKSPACE_TABS)[number];

export function workspaceHref(tab: WorkspaceTab, providerId?: string): string {
  return `/operator?${providerId === undefined ? "" : `provider=${providerId}&`}tab=${tab}#tabs`;
}
