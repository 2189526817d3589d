/** Each section of the gallery has its page. */
export const GALLERY_PAGES: readonly string[] = [
  "/gallery/tokens",
  "/gallery/controls",
  "/gallery/data",
  "/gallery/states",
  "/gallery/log",
  "/gallery/rails",
  "/gallery/provider",
  "/gallery/names",
  "/gallery/ledger-digests",
  "/gallery/solvency",
  "/gallery/status",
  "/gallery/peers",
  "/gallery/evidence",
  "/gallery/history",
  "/gallery/marks",
  "/gallery/market",
  "/gallery/review",
  "/gallery/maintainers",
  "/gallery/figures",
  "/gallery/ruling",
];

/** Every kind of page that a signed-out reader can open. `a11y.spec.ts` visits each in both themes and two widths. */
export const ROUTES: readonly string[] = [
  "/",
  "/providers",
  "/cases",
  "/cases/figures",
  "/definitions",
  "/log",
  "/log/entries/0",
  "/log/fraud-proofs",
  "/verify",
  "/trust",
  "/indexes",
  "/status",
  "/method",
  "/docs",
  "/docs/concepts/trust",
  "/docs/protocol/authority",
  "/docs/problems/stale-prev",
  "/docs/api",
  "/gallery",
  ...GALLERY_PAGES,
  "/no-such-page",
  "/report",
  "/report/capture",
  "/report/follow",
  "/following",
  "/operator",
  "/operator/restore",
  "/operator/disclosures",
  "/operator/keys",
  "/operator/members",
  "/operator/incident",
  "/operator/disclosures/new",
  "/operator/disclosures/batch",
  "/operator/disclosures/import",
  "/operator/digests",
  "/operator/names",
  "/operator/claim",
  "/operator/handover",
  "/operator/offers",
  "/sign-in",
  "/setup",
  "/review",
  "/settings",
  "/admin",
  "/maintainers",
  "/maintainers/me",
];

/**
 * Pages of what somebody published: the test that publishes it also looks at the page, in the same four ways. Each with
 * its file and the name that it gives the page there.
 */
export const ROUTES_OF_DATA: Readonly<Record<string, { readonly spec: string; readonly state: string }>> = {
  "/providers/[id]": { spec: "providers.spec.ts", state: "provider" },
  "/providers/[id]/solvency": { spec: "solvency.spec.ts", state: "solvency of an instance" },
  "/providers/[id]/disclosures/[type]": { spec: "disclosures.spec.ts", state: "versions compared" },
  "/cases/[id]": { spec: "evidence.spec.ts", state: "case" },
  "/operator/cases/[id]": { spec: "evidence.spec.ts", state: "answer of a case" },
  "/definitions/[id]": { spec: "evidence.spec.ts", state: "definition" },
  "/maintainers/[did]": { spec: "set-up-link.spec.ts", state: "maintainer" },
  "/providers/[id]/digests/[series]": { spec: "ledger-digests.spec.ts", state: "a forked series" },
};

/** Pages that axe does not look at, each with its reason. */
export const ROUTES_NOT_SEEN: Readonly<Record<string, string>> = {
  "/log/fraud-proofs/[sha256]": "a proof convicts a log, and the index of the journeys must stay innocent",
  "/cases/[id]/ruling": "a ruling takes weeks of the log's time: the gallery shows the same sheet",
};
