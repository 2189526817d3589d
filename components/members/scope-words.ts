/** What each scope lets a member do, in words. */
import type { MemberScope } from "#lib/statement/organisation-bodies.ts";

export const SCOPE_WORDS: Record<MemberScope, { title: string; help: string }> = {
  disclose: { title: "Publish", help: "Any disclosure, heartbeats included." },
  beat: { title: "Heartbeats", help: "Heartbeats and nothing else: right for a server." },
  keys: { title: "Keys", help: "Add, rotate and revoke keys of providers; never account keys." },
  answer: { title: "Answer", help: "Answer reports about your providers." },
  define: {
    title: "Define",
    help: "Publish and withdraw definitions of services; only together with all your providers.",
  },
};
