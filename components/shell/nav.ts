/** The doors of this site, in one place: header, mobile sheet, palette and `g` keys all read this list. */
export type Door = {
  href: string;
  text: string;
  /** Letter after `g`. */
  key: string;
  group: "main" | "auditors" | "more";
  help: string;
  /** Other pages that lie behind it. */
  also?: readonly string[];
};

export const DOORS: readonly Door[] = [
  {
    href: "/providers",
    text: "Compare",
    key: "p",
    group: "main",
    help: "Providers: who is listed, at which price and risk, and what each shows",
    also: ["/compare", "/choose"],
  },
  { href: "/report", text: "Report", key: "r", group: "main", help: "Show what a provider signed, and file it" },
  {
    href: "/cases",
    text: "Judge",
    key: "c",
    group: "main",
    also: ["/review"],
    help: "Cases: what was reported, what the evidence showed, and who decided",
  },
  {
    href: "/definitions",
    text: "Definitions",
    key: "f",
    group: "auditors",
    help: "What was published as right answers, with its code",
  },
  { href: "/operator", text: "Publish", key: "o", group: "main", help: "Register and publish signed disclosures" },
  {
    href: "/method",
    text: "Method",
    key: "m",
    group: "auditors",
    help: "How facts become a tier: every rule and number",
  },
  { href: "/log", text: "Log", key: "l", group: "auditors", help: "Every entry, with its proof" },
  {
    href: "/verify",
    text: "Verify",
    key: "v",
    group: "auditors",
    help: "Check a receipt in your browser, also offline",
  },
  {
    href: "/trust",
    text: "How could we cheat?",
    key: "t",
    group: "auditors",
    help: "Every way we could, who would notice, and a try of each",
  },
  {
    href: "/status",
    text: "Status",
    key: "u",
    group: "auditors",
    help: "Whether the index signs, keeps its promises, and still stores what it signed",
  },
  { href: "/indexes", text: "Peers", key: "i", group: "auditors", help: "Other logs that this index watches" },
  {
    href: "/lab",
    text: "Laboratory",
    key: "x",
    group: "auditors",
    help: "How an agent chooses among indexes that may lie: try it, or replay an agent's record",
  },
  {
    href: "/maintainers",
    text: "Maintainers",
    key: "a",
    group: "auditors",
    help: "Who decides what machines cannot, and whom they are bound to",
  },
  { href: "/docs", text: "Docs", key: "d", group: "main", help: "Concepts, how-tos, the API" },
  { href: "/choose", text: "Choose", key: "b", group: "more", help: "How much to hold where, for how long" },
  {
    href: "/failures",
    text: "Failures",
    key: "z",
    group: "auditors",
    help: "Who failed or closed, and which warnings there were before",
  },
  { href: "/", text: "Start page", key: "h", group: "more", help: "What this is" },
  {
    href: "/following",
    text: "Following",
    key: "w",
    group: "more",
    help: "What happened to providers that you follow",
  },
  {
    href: "/admin",
    text: "Administration",
    key: "n",
    group: "more",
    help: "Who changes the rules of this index, and what they have announced",
  },
  { href: "/review", text: "Review", key: "e", group: "more", help: "The desk of those who decide cases" },
  { href: "/settings", text: "Settings", key: "s", group: "more", help: "Your keys and sessions" },
];

export const AUDITOR_DOORS = DOORS.filter((door) => door.group === "auditors");

/** Whether `pathname` lies behind the door. */
export function isBehind(door: Door, pathname: string): boolean {
  if (door.href === "/") return pathname === "/";
  return [door.href, ...(door.also ?? [])].some((href) => pathname === href || pathname.startsWith(`${href}/`));
}
