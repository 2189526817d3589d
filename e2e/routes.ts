/** Every kind of page that a signed-out reader can open. `a11y.spec.ts` visits each in both themes and two widths. */
export const ROUTES: readonly string[] = ["/gallery", "/no-such-page"];
