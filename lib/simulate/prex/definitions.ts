/**
 * What the services of an invented market promise: five public definitions whose code runs, with questions and their right
 * answers. The questions are the definitions' own tests, so that whoever runs those has checked them.
 */
import { base32LowerEncode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { DEFINITION_SCHEMA, type Definition, type TestExchange } from "#lib/statement/definition.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";

/** As price lists write it. */
export type Category = "storage" | "exchange rates" | "sales tax" | "address text" | "account checks";

/** `wrong`: how an answer looks that the definition does not give. */
export type Question = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly asked: string;
  readonly right: string;
  readonly wrong: string;
  readonly contentType: string;
};

export type Promised = {
  /** As price lists write it. */
  readonly category: string;
  readonly name: string;
  readonly summary: string;
  readonly definition: Definition;
  /** Undefined where hashes alone decide. */
  readonly code: string | undefined;
  readonly questions: readonly Question[];
};

/** Decimals of any length, counted exactly: doubles and one length of fraction are not what everybody reads. */
const DECIMALS = `const ONES = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n];
const whole = (digits) => Array.from(digits).reduce((sum, digit) => sum * 10n + ONES[digit], 0n);
function fractionOf(decimal) {
  const [units, part = ""] = decimal.split(".");
  return { over: whole(units + part), under: whole("1" + "0".repeat(part.length)) };
}
const halfUp = (over, under) => (over * 2n + under) / (under * 2n);
const text = (cents) => { const digits = String(cents).padStart(3, "0"); return digits.slice(0, -2) + "." + digits.slice(-2); };`;

const RATES_CODE = `${DECIMALS}
const MICROS = { EUR: 1000000n, SEK: 11432000n, DKK: 7459500n, NOK: 11781300n, PLN: 4266400n, CZK: 24870100n, CHF: 938200n };
function convert({ body: { amount, from, to } }) {
  const { over, under } = fractionOf(amount);
  return { amount: text(halfUp(over * 100n * MICROS[to], under * MICROS[from])), currency: to };
}`;

const TAX_CODE = `${DECIMALS}
const HUNDREDTHS = { DE: 1900n, DK: 2500n, SE: 2500n, FI: 2550n, PL: 2300n, NL: 2100n };
function tax({ body: { country, net } }) {
  const { over, under } = fractionOf(net);
  const cents = halfUp(over * 100n, under);
  const due = halfUp(over * HUNDREDTHS[country], under * 100n);
  return { gross: text(cents + due), vat: text(due) };
}`;

const TEXT_CODE = `const PLAIN = { "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "æ": "ae", "ø": "oe", "é": "e", "ł": "l", "ž": "z" };
function slug({ body: { text } }) {
  const plain = Array.from(text.toLowerCase()).map((letter) => PLAIN[letter] ?? letter).join("");
  return { slug: plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") };
}`;

const CHECK_CODE = `function check({ body: { account, country } }) {
  const letters = Array.from(account + country + "00");
  const digits = letters.map((one) => (/[0-9]/.test(one) ? one : String(one.charCodeAt(0) - 55))).join("");
  const rest = Array.from(digits).reduce((left, digit) => (left * 10 + Number(digit)) % 97, 0);
  return { check: String(98 - rest).padStart(2, "0") };
}`;

export type Asked = readonly [asked: object, right: object, wrong: object];

const RATES: readonly Asked[] = [
  [
    { amount: "12.50", from: "EUR", to: "SEK" },
    { amount: "142.90", currency: "SEK" },
    { amount: "142.89", currency: "SEK" },
  ],
  [
    { amount: "100.00", from: "SEK", to: "EUR" },
    { amount: "8.75", currency: "EUR" },
    { amount: "8.74", currency: "EUR" },
  ],
  [
    { amount: "7.20", from: "DKK", to: "NOK" },
    { amount: "11.37", currency: "NOK" },
    { amount: "11.36", currency: "NOK" },
  ],
  [
    { amount: "249.99", from: "EUR", to: "PLN" },
    { amount: "1066.56", currency: "PLN" },
    { amount: "1066.55", currency: "PLN" },
  ],
  [
    { amount: "33.10", from: "CHF", to: "CZK" },
    { amount: "877.43", currency: "CZK" },
    { amount: "877.42", currency: "CZK" },
  ],
  [
    { amount: "5.00", from: "EUR", to: "DKK" },
    { amount: "37.30", currency: "DKK" },
    { amount: "37.29", currency: "DKK" },
  ],
  [
    { amount: "81.75", from: "NOK", to: "EUR" },
    { amount: "6.94", currency: "EUR" },
    { amount: "6.93", currency: "EUR" },
  ],
];

/** What nobody of the market asks, and is judged all the same. */
const MORE_RATES: readonly Asked[] = [
  [
    { amount: "1.5", from: "EUR", to: "SEK" },
    { amount: "17.15", currency: "SEK" },
    { amount: "1.71", currency: "SEK" },
  ],
  [
    { amount: "1.505", from: "EUR", to: "SEK" },
    { amount: "17.21", currency: "SEK" },
    { amount: "172.05", currency: "SEK" },
  ],
  [
    { amount: "200", from: "EUR", to: "DKK" },
    { amount: "1491.90", currency: "DKK" },
    { amount: "14.92", currency: "DKK" },
  ],
];

const TAXES: readonly Asked[] = [
  [
    { country: "DE", net: "100.00" },
    { gross: "119.00", vat: "19.00" },
    { gross: "116.00", vat: "16.00" },
  ],
  [
    { country: "FI", net: "19.90" },
    { gross: "24.97", vat: "5.07" },
    { gross: "24.68", vat: "4.78" },
  ],
  [
    { country: "SE", net: "7.35" },
    { gross: "9.19", vat: "1.84" },
    { gross: "9.18", vat: "1.83" },
  ],
  [
    { country: "PL", net: "1249.00" },
    { gross: "1536.27", vat: "287.27" },
    { gross: "1535.00", vat: "286.00" },
  ],
  [
    { country: "NL", net: "0.99" },
    { gross: "1.20", vat: "0.21" },
    { gross: "1.19", vat: "0.20" },
  ],
  [
    { country: "DK", net: "64.50" },
    { gross: "80.63", vat: "16.13" },
    { gross: "80.62", vat: "16.12" },
  ],
  [
    { country: "FI", net: "12.02" },
    { gross: "15.09", vat: "3.07" },
    { gross: "15.08", vat: "3.06" },
  ],
];

const MORE_TAXES: readonly Asked[] = [
  [
    { country: "DE", net: "100.5" },
    { gross: "119.60", vat: "19.10" },
    { gross: "11.96", vat: "1.91" },
  ],
  [
    { country: "NL", net: "50" },
    { gross: "60.50", vat: "10.50" },
    { gross: "0.61", vat: "0.11" },
  ],
];

const TEXTS: readonly Asked[] = [
  [{ text: "Grüße aus Køge" }, { slug: "gruesse-aus-koege" }, { slug: "grusse-aus-koge" }],
  [{ text: "Smörgåsbord & more" }, { slug: "smoergaasbord-more" }, { slug: "smorgasbord-more" }],
  [{ text: "Æbleskiver!" }, { slug: "aebleskiver" }, { slug: "bleskiver" }],
  [{ text: "Straße 12 / Hof B" }, { slug: "strasse-12-hof-b" }, { slug: "strae-12-hof-b" }],
  [{ text: "A  quiet   day" }, { slug: "a-quiet-day" }, { slug: "a--quiet---day" }],
  [{ text: "Žižkov Café" }, { slug: "zizkov-cafe" }, { slug: "zizkov-caf" }],
  [{ text: "100 % wool" }, { slug: "100-wool" }, { slug: "100---wool" }],
];

/** That neither case nor accents tell two texts apart here, so that a text that no test has is judged, too. */
const MORE_TEXTS: readonly Asked[] = [
  [{ text: "žižkov café" }, { slug: "zizkov-cafe" }, { slug: "zizkov-caf" }],
  [{ text: "Zizkov Cafe" }, { slug: "zizkov-cafe" }, { slug: "zizkov-caf" }],
];

const CHECKS: readonly Asked[] = [
  [{ account: "370400440532013000", country: "DE" }, { check: "89" }, { check: "98" }],
  [{ account: "00400440116243", country: "DK" }, { check: "50" }, { check: "05" }],
  [{ account: "50000000058398257466", country: "SE" }, { check: "45" }, { check: "54" }],
  [{ account: "12345600000785", country: "FI" }, { check: "21" }, { check: "12" }],
  [{ account: "ABNA0417164300", country: "NL" }, { check: "91" }, { check: "19" }],
  [{ account: "86011117947", country: "NO" }, { check: "93" }, { check: "39" }],
  [{ account: "109010140000071219812874", country: "PL" }, { check: "61" }, { check: "16" }],
];

/** Small files that are kept for somebody. */
const FILES = [
  "Minutes of the harbour board, 3 March. Present: four. The crane stays where it is.",
  "Inventory: 41 crates of lamp glass, 6 broken. Counted twice.",
  "The recipe calls for rye, water and patience; the oven wants 230 degrees.",
  "Key to the map: dotted lines are footpaths, double lines carry carts.",
  "Rota for the lighthouse: odd weeks the older, even weeks the younger.",
  "A receipt for one bicycle bell, paid in coins, returned in good order.",
  "Draft of a letter that was never sent, with the date left open.",
];

/** Version 1, raw, sha2-256: the identifier of a block of bytes. */
export function cidOf(content: Uint8Array): string {
  return `b${base32LowerEncode(concatBytes(Uint8Array.of(1, 0x55, 0x12, 0x20), sha256(content)))}`;
}

/** The five, good from a time on for so many days. Answers of before are nobody's. */
export function promisedFrom(from: Instant, days: number): Record<Category, Promised> {
  const window = windowOf(from, days);
  const coded = (category: Category, of: Coded): [Category, Promised] => [category, functionOf(category, of, window)];
  return Object.fromEntries([
    ["storage", storage(window)],
    coded("exchange rates", {
      name: "Conversion at the table of 1 December 2024",
      summary: "Converts an amount between seven currencies by a fixed table, rounded half up to hundredths.",
      ...{ code: RATES_CODE, entrypoint: "convert", path: "/convert", asked: RATES, more: MORE_RATES },
    }),
    coded("sales tax", {
      name: "Value added tax, regular rates",
      summary: "Tax and gross of a net amount by the regular rate of six countries, rounded half up.",
      ...{ code: TAX_CODE, entrypoint: "tax", path: "/tax", asked: TAXES, more: MORE_TAXES },
    }),
    coded("address text", {
      name: "Plain letters for addresses",
      summary: "Turns a line of text into the letters, digits and hyphens that web addresses use.",
      ...{ code: TEXT_CODE, entrypoint: "slug", path: "/slug", asked: TEXTS, more: MORE_TEXTS },
    }),
    coded("account checks", {
      name: "Check digits of an account number",
      summary: "The two check digits of an account number by the remainder of 97.",
      ...{ code: CHECK_CODE, entrypoint: "check", path: "/check", asked: CHECKS },
    }),
  ]) as Record<Category, Promised>;
}

type Window = Definition["window"];

export function windowOf(from: Instant, days: number): Window {
  return { validFrom: formatInstant(from), validUntil: formatInstant(addMs(from, days * DAY_MS)), graceSeconds: 0 };
}

export type Coded = {
  readonly name: string;
  readonly summary: string;
  readonly code: string;
  readonly entrypoint: string;
  readonly path: string;
  readonly asked: readonly Asked[];
  /** Tests beside what is asked. */
  readonly more?: readonly Asked[];
};

const LIMITS = {
  ticks: 200,
  memoryBytes: 4_194_304,
  stackBytes: 65_536,
  inputBytes: 65_536,
  outputBytes: 65_536,
  wallMs: 2_000,
};

/** A function of one document to another: its answers are run again by anybody. */
export function functionOf(category: string, coded: Coded, window: Window): Promised {
  const { name, summary, code, entrypoint, path, asked, more = [] } = coded;
  const questionOf = ([ask, right, wrong]: Asked): Question => {
    const text = { asked: JSON.stringify(ask), right: JSON.stringify(right), wrong: JSON.stringify(wrong) };
    return { method: "POST", path, ...text, contentType: "application/json" };
  };
  const questions = asked.map(questionOf);
  const bytes = utf8Encode(code);
  const definition: Definition = {
    schema: DEFINITION_SCHEMA,
    kind: "function",
    runtime: { ...RUNTIME },
    code: { sha256: hexEncode(sha256(bytes)), bytes: bytes.length },
    entrypoint,
    input: { from: ["@method;req", "@path;req", "content-digest;req"], body: "json-jcs" },
    output: { compare: "body", body: "json-jcs", ignore: [], numbers: "exact" },
    state: "none",
    limits: LIMITS,
    unattestable: [],
    window,
    tests: testsOf([...questions, ...more.map(questionOf)]),
  };
  return { category, name, summary, definition, code, questions };
}

function storage(window: Window): Promised {
  const questions = FILES.map((text): Question => {
    const path = `/${cidOf(utf8Encode(text))}`;
    return { method: "GET", path, asked: "", right: text, wrong: `${text} `, contentType: "text/plain" };
  });
  const definition: Definition = {
    schema: DEFINITION_SCHEMA,
    kind: "content-address",
    input: { from: ["@path;req"], body: "bytes" },
    unattestable: [],
    window,
    tests: testsOf(questions),
  };
  return {
    category: "storage",
    name: "Content by its address",
    summary: "The answer is the content that the address names: its hash stands in the address.",
    definition,
    code: undefined,
    questions,
  };
}

/** Each question with its right answer, and one wrong answer that must be told. */
function testsOf(questions: readonly Question[]): Definition["tests"] {
  const exchange = (question: Question, answer: string): TestExchange => ({
    request: {
      method: question.method,
      authority: "service.example",
      path: question.path,
      query: "?",
      ...(question.asked === "" ? {} : { body: { text: question.asked } }),
    },
    response: { status: 200, contentType: question.contentType, body: { text: answer } },
  });
  const right = questions.map((question, at) => ({
    name: `question ${at + 1}`,
    exchanges: [exchange(question, question.right)],
    result: "match" as const,
  }));
  const [first] = questions;
  const wrong =
    first === undefined
      ? []
      : [{ name: "a wrong answer", exchanges: [exchange(first, first.wrong)], result: "mismatch" as const }];
  return [...right, ...wrong];
}
