/** Who sells what in the invented market, from when on, how diligently and for how much. No name is that of a company. */
import type { Category } from "./definitions.ts";

/** How often strangers look at a service: from which day, and how many times a week. `vouched`: by those with standing. */
export type Looks = {
  readonly from: number;
  readonly perWeek: number;
  readonly vouched: boolean;
  readonly until?: number;
};

export type ServicePlan = {
  readonly name: string;
  readonly category: Category;
  readonly since: number;
  /** For 1,000 calls, EUR. */
  readonly price: string;
  readonly priceChanges?: readonly { readonly saidOn: number; readonly holdsFrom: number; readonly price: string }[];
  readonly looks: readonly Looks[];
  /** Day from which its second key signs. */
  readonly newKeyFrom?: number;
  /** Names of instances that sell its tokens. */
  readonly sellers: readonly string[];
};

export type InstancePlan = {
  readonly name: string;
  readonly about: string;
  readonly since: number;
  readonly until?: number;
  readonly jurisdiction: string;
  /** Of the operator, where visitors can be it. */
  readonly operatorId?: string;
  readonly licence?: { readonly regime: string; readonly licence: string };
  readonly isAnonymous?: boolean;
  /** Days on which it begins with what a step asks for; absent: never. */
  readonly heartbeatFrom?: number;
  readonly heartbeatUntil?: number;
  readonly solvencyFrom?: number;
  readonly stepThreeFrom?: number;
  /** What it owes at first and after two years, EUR cents, and what it holds of it. */
  readonly owed?: readonly [first: number, last: number];
  readonly percent?: readonly [first: number, last: number];
  /** Day until which that share stays as it was at first. */
  readonly sinksFrom?: number;
  /** Day on which services end what binds them to it. */
  readonly leftOn?: number;
  /** Days between which it was silent. */
  readonly silences?: readonly (readonly [from: number, to: number])[];
  /** Days between renewals of its price list, which is good for 180. */
  readonly pricesEvery?: number;
  /** Day on which it signed another digest of a block that it had signed before. */
  readonly forkOn?: number;
  /** Over the list price of a service, in percent. */
  readonly markup: number;
};

const BASE: Readonly<Record<Category, number>> = {
  storage: 0.5,
  "exchange rates": 0.9,
  "sales tax": 1.4,
  "address text": 0.3,
  "account checks": 0.7,
};

const A_LOOKS: readonly Looks[] = [{ from: 112, perWeek: 2.8, vouched: true }];
const B_LOOKS: readonly Looks[] = [{ from: 420, perWeek: 2, vouched: true }];
const C_LOOKS: readonly Looks[] = [{ from: 560, perWeek: 1.6, vouched: true }];
const D_LOOKS: readonly Looks[] = [{ from: 648, perWeek: 1.2, vouched: true }];

const LOOKS = { A: A_LOOKS, B: B_LOOKS, C: C_LOOKS, D: D_LOOKS, u: [] } as const;
/** Prices go with what is known of a service: those who are trusted ask more. */
const FACTOR = { A: 1.6, B: 1.3, C: 1, D: 0.8, u: 0.7 } as const;

type Kind = keyof typeof LOOKS;
type Row = readonly [name: string, kind: Kind, since: number, sellers: string, factor?: number];

const SELLERS: Readonly<Record<string, string>> = {
  K: "Kronwerk Exchange",
  H: "Halden Prex",
  A: "Aldermoor",
  B: "Birkhavn",
  C: "Corvane",
  D: "Dunmere",
  E: "Eskelund",
  F: "Fenwold",
  G: "Gravendal",
  I: "Isbrand",
  J: "Jutevik",
  L: "Lindqvarn",
  M: "Morvane",
  N: "Nordhule",
  O: "Oststade",
  Q: "Quarnfeld",
  R: "Rosenhage",
  S: "Silverne",
  T: "Tarnvik",
  U: "Ulvestad",
  V: "Vardehus",
  W: "Wyndermark",
  Y: "Ysgard",
  Z: "Zellwig",
};

const ROWS: Readonly<Record<Category, readonly Row[]>> = {
  storage: [
    ["Halden Store", "A", 8, "HAK"],
    ["Vela Store", "B", 12, "KDG", 0.75],
    ["Amber Keep", "B", 60, "HBT"],
    ["Brine Locker", "D", 10, "ZU", 0.6],
    ["Cobalt Shelf", "B", 110, "AEV"],
    ["Drift Archive", "C", 200, "NSJ"],
    ["Ember Vault", "C", 260, "KO", 1.5],
    ["Fallow Depot", "D", 420, "QZ"],
    ["Gable Store", "u", 500, "FU"],
    ["Hollow Crate", "u", 610, "WI", 0.5],
    ["Inlet Keep", "u", 690, "LM"],
    ["Juniper Shelf", "u", 704, "Y"],
  ],
  "exchange rates": [
    ["Kestrel Rates", "A", 9, "HAC"],
    ["Larch Rates", "B", 40, "BKT"],
    ["Pewter Rates", "B", 130, "CEV", 1.7],
    ["Rowan Rates", "C", 70, "NOK"],
    ["Sable Rates", "C", 95, "SDF"],
    ["Thistle Rates", "C", 150, "JGKS"],
    ["Northing Rates", "D", 480, "QR"],
    ["Osier Rates", "u", 300, "ZU"],
    ["Quill Rates", "u", 540, "I"],
    ["Umber Rates", "u", 650, "W"],
    ["Velvet Rates", "u", 680, "M"],
    ["Meadow Rates", "u", 710, "L"],
  ],
  "sales tax": [
    ["Bracken Tax", "A", 14, "HAB"],
    ["Copse Tax", "B", 80, "KCV"],
    ["Dovetail Tax", "C", 170, "TE"],
    ["Elder Tax", "C", 230, "NOW", 1.5],
    ["Flint Tax", "C", 310, "SJ"],
    ["Gorse Tax", "D", 15, "KZ", 0.6],
    ["Heron Tax", "C", 120, "DG"],
    ["Ivory Tax", "u", 450, "Q"],
    ["Jetty Tax", "u", 520, "RF"],
    ["Knoll Tax", "u", 600, "U"],
    ["Lantern Tax", "u", 670, "M"],
    ["Mallow Tax", "u", 700, "Y"],
  ],
  "address text": [
    ["Nettle Text", "B", 20, "HKB"],
    ["Orchard Text", "B", 160, "AE"],
    ["Plover Text", "C", 190, "TV"],
    ["Reed Text", "C", 280, "NC"],
    ["Sorrel Text", "C", 330, "SO", 1.4],
    ["Willow Text", "D", 470, "Q"],
    ["Yarrow Text", "D", 560, "DR"],
    ["Quarry Text", "u", 350, "IG"],
    ["Upland Text", "u", 560, "Z"],
    ["Vesper Text", "u", 620, "W"],
    ["Zephyr Text", "u", 660, "L"],
    ["Gannet Text", "u", 712, "R"],
  ],
  "account checks": [
    ["Alder Checks", "B", 30, "HAK"],
    ["Birch Checks", "B", 210, "CT"],
    ["Cedar Checks", "C", 240, "BV"],
    ["Fern Checks", "C", 290, "NS"],
    ["Hazel Checks", "C", 360, "EO"],
    ["Dune Checks", "D", 18, "Z", 0.6],
    ["Glade Checks", "D", 490, "Q"],
    ["Elm Checks", "u", 400, "FZ"],
    ["Iris Checks", "u", 550, "KQ"],
    ["Jasper Checks", "u", 630, "U"],
    ["Kelp Checks", "u", 695, "M"],
    ["Linden Checks", "u", 708, "L"],
  ],
};

/** Of one the notice is kept, of another it is broken; the last comes after the two years. */
const PRICE_CHANGES: Readonly<Record<string, NonNullable<ServicePlan["priceChanges"]>>> = {
  "Nettle Text": [{ saidOn: 600, holdsFrom: 621, price: "0.42" }],
  "Osier Rates": [{ saidOn: 520, holdsFrom: 520, price: "0.88" }],
  "Halden Store": [{ saidOn: 732, holdsFrom: 753, price: "0.95" }],
};

export const SERVICES: readonly ServicePlan[] = (Object.keys(ROWS) as Category[]).flatMap((category) =>
  ROWS[category].map(([name, kind, since, sellers, factor = FACTOR[kind]]) => ({
    ...{ name, category, since, looks: LOOKS[kind] },
    price: (Math.round(BASE[category] * factor * 100) / 100).toFixed(2),
    sellers: Array.from(sellers, (letter) => SELLERS[letter] ?? letter),
    ...(PRICE_CHANGES[name] && { priceChanges: PRICE_CHANGES[name] }),
    ...(name === "Heron Tax" ? { newKeyFrom: 444 } : {}),
  })),
);

const MIO = 100_000_000;

export const INSTANCES: readonly InstancePlan[] = [
  {
    ...{ name: "Kronwerk Exchange", since: 1, until: 640, jurisdiction: "DE", markup: 18 },
    about: "The oldest and largest, with a licence on the wall.",
    licence: { regime: "MiCA", licence: "CASP 10117" },
    ...{ heartbeatFrom: 3, solvencyFrom: 30, stepThreeFrom: 60, owed: [40 * MIO, 96 * MIO], percent: [106, 101] },
    leftOn: 668,
  },
  {
    ...{ name: "Halden Prex", since: 2, jurisdiction: "DK", markup: 12 },
    about: "Small, plain, and always on time.",
    ...{ heartbeatFrom: 4, solvencyFrom: 40, stepThreeFrom: 90, owed: [2 * MIO, 9 * MIO], percent: [108, 109] },
  },
  {
    ...{ name: "Aldermoor", since: 6, jurisdiction: "SE", markup: 14 },
    about: "A cooperative of its customers.",
    ...{ heartbeatFrom: 9, solvencyFrom: 60, stepThreeFrom: 120, owed: [1 * MIO, 6 * MIO], percent: [107, 110] },
  },
  {
    ...{ name: "Birkhavn", since: 25, jurisdiction: "DK", markup: 9 },
    about: "Owes little and shows all of it.",
    ...{ heartbeatFrom: 30, solvencyFrom: 220, owed: [1 * MIO, 3 * MIO], percent: [106, 107] },
  },
  {
    ...{ name: "Corvane", since: 70, jurisdiction: "NL", isAnonymous: true, markup: 6 },
    about: "Nobody knows who runs it, and its numbers hold.",
    ...{ heartbeatFrom: 75, solvencyFrom: 300, owed: [MIO / 2, 2 * MIO], percent: [103, 102] },
  },
  {
    ...{ name: "Dunmere", since: 50, jurisdiction: "IE", markup: 4 },
    about: "Means well and forgets dates.",
    ...{
      heartbeatFrom: 60,
      pricesEvery: 184,
      silences: [
        [248, 252.4],
        [594, 598.2],
      ],
    },
  },
  {
    ...{ name: "Eskelund", since: 150, jurisdiction: "DK", markup: 7 },
    about: "Came later, and does the work.",
    ...{ heartbeatFrom: 154, solvencyFrom: 380, owed: [MIO / 2, 2 * MIO], percent: [101, 104] },
  },
  {
    ...{ name: "Fenwold", since: 45, until: 668, jurisdiction: "NL", markup: 3 },
    about: "Lends out what it holds, a little more each month.",
    ...{ heartbeatFrom: 50, solvencyFrom: 100, owed: [3 * MIO, 8 * MIO], percent: [107, 74] },
    ...{ sinksFrom: 380, leftOn: 690 },
  },
  {
    ...{ name: "Gravendal", since: 30, until: 431, jurisdiction: "EE", markup: -4 },
    about: "Cheap and friendly for a year.",
    ...{ heartbeatFrom: 34, solvencyFrom: 80, owed: [MIO, 14 * MIO], percent: [109, 108], leftOn: 452 },
  },
  {
    ...{ name: "Isbrand", since: 320, jurisdiction: "FI", markup: 2 },
    about: "Rewrote its books once.",
    ...{ heartbeatFrom: 326, forkOn: 540 },
  },
  {
    ...{ name: "Jutevik", since: 100, until: 724, jurisdiction: "NO", markup: 5 },
    about: "Closes in good order: its owner retires.",
    ...{
      heartbeatFrom: 104,
      heartbeatUntil: 707,
      leftOn: 718,
      solvencyFrom: 260,
      owed: [MIO, 2 * MIO],
      percent: [104, 106],
    },
  },
  {
    ...{ name: "Lindqvarn", since: 688, jurisdiction: "SE", markup: 1 },
    about: "Opened six weeks ago.",
    heartbeatFrom: 700,
  },
  {
    ...{ name: "Morvane", since: 640, jurisdiction: "LT", isAnonymous: true, markup: -6 },
    about: "New, anonymous and cheap.",
  },
  {
    ...{ name: "Nordhule", since: 190, jurisdiction: "NO", markup: 3 },
    about: "Alive and silent about its reserves.",
    heartbeatFrom: 195,
  },
  {
    ...{ name: "Oststade", since: 250, jurisdiction: "PL", markup: 2 },
    about: "Alive and silent about its reserves.",
    heartbeatFrom: 256,
  },
  {
    ...{ name: "Quarnfeld", since: 460, jurisdiction: "CZ", markup: -3 },
    about: "Cheap, and nobody has checked it for long.",
    heartbeatFrom: 690,
    until: 780,
  },
  {
    ...{ name: "Rosenhage", since: 340, jurisdiction: "BE", markup: -2 },
    about: "Somebody got in, and it said so.",
    heartbeatFrom: 350,
  },
  {
    ...{ name: "Silverne", since: 180, jurisdiction: "AT", markup: 3 },
    about: "Keeps its dates and no more.",
    heartbeatFrom: 186,
  },
  {
    ...{ name: "Tarnvik", since: 90, jurisdiction: "NO", markup: 8 },
    about: "Was accused, and cleared.",
    ...{ heartbeatFrom: 95, solvencyFrom: 330, owed: [MIO, 3 * MIO], percent: [102, 103] },
  },
  {
    ...{ name: "Ulvestad", since: 390, jurisdiction: "NO", markup: -5 },
    about: "Published a page and left it at that.",
  },
  {
    ...{ name: "Vardehus", since: 130, jurisdiction: "FI", markup: 7 },
    about: "Withstood a campaign.",
    ...{ heartbeatFrom: 135, solvencyFrom: 350, owed: [MIO, 4 * MIO], percent: [101, 103] },
  },
  {
    ...{ name: "Wyndermark", since: 160, jurisdiction: "CY", markup: -8 },
    about: "Takes revenge on whoever reports it.",
    heartbeatFrom: 166,
  },
  {
    ...{ name: "Ysgard", since: 699, jurisdiction: "LV", markup: -1 },
    about: "Runs Ysgard, which opened a month ago: sign its next disclosures and see what they change.",
    operatorId: "ada",
  },
  {
    ...{ name: "Zellwig", since: 300, jurisdiction: "MT", isAnonymous: true, markup: -10 },
    about: "Asks no questions and answers none.",
  },
];
