/**
 * The bad side of a record in one window. Items of one fault group are one fault: the heaviest of them counts. What
 * the index judged counts whole; open reports count for what they add to it, capped by reporter, cluster and in all.
 */
import { type Column, columnOf, least, shareOut } from "./integers.ts";
import { massOfThousandths } from "./mass.ts";
import type { Model } from "./model.ts";
import type { RecordItem } from "./record-item.ts";
import { Voices } from "./voices.ts";

/** What counts in all, and how much of it each item is. */
export type Counted = { readonly total: number; readonly shares: () => Column };

export class Faults {
  readonly #isOpen: readonly boolean[];
  /** Number of each item's group; what stands in none has one of its own. */
  readonly #groupOf: Int32Array;
  readonly #groups: number;
  readonly #voices: Voices<RecordItem>;
  readonly #openCap: number;

  /** Items in log order, every one a fault. */
  constructor(items: readonly RecordItem[], model: Model) {
    const groups = new Map<string, number>();
    this.#groupOf = new Int32Array(items.length);
    let at = 0;
    for (const { faultGroup, id } of items) {
      const name = faultGroup ?? `\0${id}`;
      const number = groups.get(name) ?? groups.size;
      groups.set(name, number);
      this.#groupOf[at++] = number;
    }
    this.#groups = groups.size;
    this.#isOpen = items.map(({ type }) => type === "open-report");
    this.#openCap = massOfThousandths(model.caps.openReports);
    const cap = massOfThousandths(model.caps.reporter);
    const speech = { voiceOf: reporterOf, clusterOf, capOf: () => cap };
    this.#voices = new Voices(items, speech, massOfThousandths(model.caps.cluster));
  }

  /** The total never falls when a mass rises, when a judged item is added, or any item as the last. */
  count(masses: Column): Counted {
    const judged = this.#heaviest(masses, false);
    const open = this.#heaviest(masses, true);
    let [judgedTotal, beyond] = [0, 0];
    for (let group = 0; group < this.#groups; group++) {
      const [own, told] = [massAt(masses, judged[group]), massAt(masses, open[group])];
      judgedTotal += own;
      if (told > own) beyond += told - own;
    }
    const openTotal = beyond === 0 ? 0 : least(least(this.#told(masses), beyond), this.#openCap);
    return { total: judgedTotal + openTotal, shares: () => this.#shares(masses, judged, openTotal) };
  }

  /** What open reports say, capped by who says it. */
  #told(masses: Column): number {
    return this.#voices.total(columnOf(masses.length, (at) => (this.#isOpen[at] ? (masses[at] ?? 0) : 0)));
  }

  /** Judged items that are the heaviest of their group have their mass; open ones share theirs by what they add. */
  #shares(masses: Column, judged: Int32Array, openTotal: number): Column {
    const added = new Array<number>(masses.length).fill(0);
    if (openTotal > 0)
      for (let at = 0; at < masses.length; at++) {
        const beyond = (masses[at] ?? 0) - massAt(masses, judged[this.#groupOf[at] ?? 0]);
        if (this.#isOpen[at] && beyond > 0) added[at] = beyond;
      }
    const shares = shareOut(openTotal, added);
    for (const at of judged) if (at >= 0) shares[at] = massAt(masses, at);
    return shares;
  }

  /** By group, the place of its heaviest item, the earliest of equals; −1 for none. */
  #heaviest(masses: Column, isOpen: boolean): Int32Array {
    const heaviest = new Int32Array(this.#groups).fill(-1);
    for (let at = 0; at < masses.length; at++) {
      if (this.#isOpen[at] !== isOpen) continue;
      const group = this.#groupOf[at] ?? 0;
      const best = heaviest[group] ?? -1;
      if (best < 0 || (masses[at] ?? 0) > (masses[best] ?? 0)) heaviest[group] = at;
    }
    return heaviest;
  }
}

const reporterOf = ({ reporter }: RecordItem) => reporter;
const clusterOf = ({ cluster }: RecordItem) => cluster;
const massAt = (masses: Column, at = -1) => (at < 0 ? 0 : (masses[at] ?? 0));
