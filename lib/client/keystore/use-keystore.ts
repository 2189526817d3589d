/** The keystore for components: the keys as they are now, and the acts on them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Did } from "#lib/kernel/ids.ts";
import type { EncryptedKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import { keysQuery } from "../account/queries.ts";
import { browserKeystore } from "./browser-keystore.ts";
import type { AccountNote, KeyRecord } from "./key-record.ts";
import type { NewKey, SpareKey } from "./keystore.ts";

export type KeystoreActions = {
  generate(choice: NewKey): Promise<KeyRecord>;
  importSeed(seed: Uint8Array, choice: NewKey): Promise<KeyRecord>;
  rename(thumbprint: string, label: string): Promise<KeyRecord>;
  forget(thumbprint: string): Promise<void>;
  exportFile(thumbprint: string, passphrase: string): Promise<EncryptedKeyFile>;
  makeSpare(passphrase: string): Promise<SpareKey>;
  writeNote(did: Did, change: Partial<Omit<AccountNote, "did">>): Promise<AccountNote>;
};

/** Every act reads the list again, so that all parts of the page agree on what this browser holds. */
export function useKeystoreActions(): KeystoreActions {
  const client = useQueryClient();
  return useMemo(() => {
    const changed = async <T>(act: Promise<T>): Promise<T> => {
      const result = await act;
      await client.invalidateQueries({ queryKey: ["keystore"] });
      return result;
    };
    const keystore = browserKeystore;
    return {
      generate: async (choice) => changed((await keystore()).generate(choice)),
      importSeed: async (seed, choice) => changed((await keystore()).importSeed(seed, choice)),
      rename: async (thumbprint, label) => changed((await keystore()).rename(thumbprint, label)),
      forget: async (thumbprint) => changed((await keystore()).forget(thumbprint)),
      exportFile: async (thumbprint, passphrase) => (await keystore()).exportFile(thumbprint, passphrase),
      makeSpare: async (passphrase) => (await keystore()).makeSpare(passphrase),
      writeNote: async (did, change) => changed((await keystore()).writeNote(did, change)),
    };
  }, [client]);
}

/** Undefined while the browser has not answered yet. */
export function useKeys():
  | { readonly records: readonly KeyRecord[]; readonly lasting: "device" | "session" }
  | undefined {
  return useQuery(keysQuery).data;
}

/** The key that acts for an account in this browser: its control keys, the latest made first. */
export function controlKeyFor(records: readonly KeyRecord[], account: string | undefined): KeyRecord | undefined {
  return records.findLast(
    (record) => record.purpose === "control" && (account === undefined || record.account === account),
  );
}
