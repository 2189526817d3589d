/** The one keystore of this page: IndexedDB where the browser keeps keys, memory otherwise. */
import { browserClock, browserRandom, browserWhere } from "../platform.ts";
import { openRecordStore } from "./indexed-db-store.ts";
import { createKeystore, type Keystore } from "./keystore.ts";

let opened: Promise<Keystore> | undefined;

async function open(): Promise<Keystore> {
  const { subtle } = crypto;
  const store = await openRecordStore(globalThis.indexedDB, subtle);
  return createKeystore({ store, subtle, clock: browserClock, random: browserRandom, where: browserWhere() });
}

export function browserKeystore(): Promise<Keystore> {
  opened ??= open();
  return opened;
}
