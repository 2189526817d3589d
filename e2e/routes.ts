/** Each section of the gallery has its page. */
export const GALLERY_PAGES: readonly string[] = [
  "/gallery/tokens",
  "/gallery/controls",
  "/gallery/data",
  "/gallery/states",
  "/gallery/log",
  "/gallery/rails",
  "/gallery/provider",
  "/gallery/status",
  "/gallery/peers",
];

/** Every kind of page that a signed-out reader can open. `a11y.spec.ts` visits each in both themes and two widths. */
export const ROUTES: readonly string[] = [
  "/",
  "/providers",
  "/log",
  "/log/entries/0",
  "/log/fraud-proofs",
  "/verify",
  "/trust",
  "/indexes",
  "/status",
  "/docs",
  "/docs/concepts/trust",
  "/docs/protocol/authority",
  "/docs/problems/stale-prev",
  "/docs/api",
  "/gallery",
  ...GALLERY_PAGES,
  "/no-such-page",
  "/operator",
  "/operator/restore",
  "/operator/disclosures/new",
  "/sign-in",
  "/setup",
  "/settings",
];
