/** Made-up books of an instance for the gallery: trees, ways up, signatures and draws by the code that makes and checks them. */
import { blake2b } from "@noble/hashes/blake2.js";
import { TreeBuilder } from "#lib/disclosure/solvency/build-tree.ts";
import { type BalanceFinding, checkBalance } from "#lib/disclosure/solvency/check-balance.ts";
import { checkSurprise } from "#lib/disclosure/solvency/check-surprise.ts";
import { custodyText } from "#lib/disclosure/solvency/custody/custody-text.ts";
import { surpriseInstant } from "#lib/disclosure/solvency/surprise-instant.ts";
import { base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { DisclosureRecord, ProviderForm } from "#lib/state/forms.ts";
import type { CustodyAddress, CustodyFields } from "#lib/statement/disclosures/custody-addresses.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import type { ReservesRecord } from "#lib/statement/disclosures/reserves.ts";

export const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
export const ORIGIN = "index.example/log";
export const PROVIDER = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;
const UNIT = { unit: "EUR", decimals: 2 };
const at = (week: number) => formatInstant(addMs(NOW, -7 * week * DAY_MS));

export function epoch(week: number, owed: number): EpochRecord {
  return {
    ...{ epoch: 9 - week, at: at(week), ...UNIT, root: "ab".repeat(32), total: `${owed}`, owed: `${owed}` },
    ...{ leafCount: 12_400, entry: 40 + week, equation: "holds", off: null, verified: 320, mismatch: 0 },
  };
}

export function reserves(week: number, held: number): ReservesRecord {
  return {
    ...{ at: at(week), ...UNIT, total: `${held}`, encumbered: "0", ownToken: "0", otherDebts: "none" },
    ...{ debts: "0", entry: 60 + week },
  } as ReservesRecord;
}

const BALANCES = [12_400n, 250_000n, 4_100n, 88_000n, 1_250_000n, 31_200n, 910n];

/** The own balance, the third, in a tree of the first `accounts`; `published`: a total that is not the tree's. */
export function climbOf(accounts: number, published?: bigint): BalanceFinding {
  const name = { provider: PROVIDER, epoch: 8 };
  const builder = new TreeBuilder(name);
  const own = { accountId: "account 2", nonce: sha256(Uint8Array.of(2)), balance: BALANCES[2] ?? 0n };
  builder.add(own);
  for (let row = 1; row < accounts; row++) {
    const balance = BALANCES[(row + 2) % BALANCES.length] ?? 0n;
    builder.add({ accountId: `account ${row + 2}`, nonce: sha256(Uint8Array.of(row + 2)), balance });
  }
  const tree = builder.finish();
  const position = tree.rowAt.indexOf(0);
  const root = published === undefined ? hexEncode(tree.root.hash) : "0a".repeat(32);
  return checkBalance(
    { ...name, ...own, position, path: tree.pathOf(position) },
    { published: { ...name, root, total: published ?? tree.root.sum, leafCount: tree.leafCount } },
  );
}

const CLAIM = { origin: ORIGIN, provider: PROVIDER, epoch: 1 };
const CHECKPOINT = { size: 48_213, root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=" };

/** A Sui address, and its signature over `text`. */
function suiSigned(name: string, text: string): Pick<CustodyAddress, "address" | "signature"> {
  const secret = sha256(utf8Encode(name));
  const key = publicKeyOfSeed(secret);
  const message = concatBytes(Uint8Array.of(3, 0, 0, utf8Encode(text).length), utf8Encode(text));
  const signature = signEd25519(secret, blake2b(message, { dkLen: 32 }));
  return {
    address: `0x${hexEncode(blake2b(concatBytes(Uint8Array.of(0), key), { dkLen: 32 }))}`,
    signature: base64Encode(concatBytes(Uint8Array.of(0), signature, key)),
  };
}

const TEXT = custodyText({ ...CLAIM, root: CHECKPOINT.root });
const ONE_KEY = { required: 1, of: 1 } as const;

/** One address that signed, one that signed something else, one of which nobody here can tell. */
export const CUSTODY: CustodyFields = {
  ...{ epoch: CLAIM.epoch, checkpoint: CHECKPOINT },
  addresses: [
    { chain: "sui", asset: "USDC", scheme: "sui-personal", ...ONE_KEY, ...suiSigned("own", TEXT) },
    { chain: "sui", asset: "SUI", scheme: "sui-personal", ...ONE_KEY, ...suiSigned("shared", `${TEXT}0`) },
    {
      ...{ chain: "ethereum", asset: "USDC", scheme: "other", required: 2, of: 3 },
      address: "0x52908400098527886E0F7030069857D2E4169EE7",
    },
  ],
};

const WINDOW = {
  ...{ from: at(2), to: at(1), size: CHECKPOINT.size },
  root: hexEncode(sha256(utf8Encode("a head after the window"))),
};

/** An instant that was drawn as it says, and one that the log had no tree for. */
export const SURPRISES: { readonly drawn: Check; readonly unknown: Check } = (() => {
  const drawn = surpriseInstant(PROVIDER, WINDOW);
  const said = { at: drawn === undefined ? "" : formatInstant(drawn), surprise: WINDOW, provider: PROVIDER };
  const found = { root: WINDOW.root, lastLoggedAt: at(0) };
  return { drawn: checkSurprise(said, found), unknown: checkSurprise(said, undefined) };
})();

const record = (facts: JsonObject): DisclosureRecord =>
  ({
    loggedAt: at(1),
    effectiveAt: at(1),
    expiresAt: null,
    notApplicable: false,
    versions: 1,
    facts,
  }) as DisclosureRecord;

/** An instance as far as its solvency is read. */
export function instanceWith(epochs: readonly EpochRecord[], snapshots: readonly ReservesRecord[]): ProviderForm {
  const disclosures = {
    ...(epochs.length > 0 && { liabilities: record({ epochs } as unknown as JsonObject) }),
    ...(snapshots.length > 0 && { reserves: record({ snapshots } as unknown as JsonObject) }),
  };
  return { id: PROVIDER, kind: "instance", disclosures } as ProviderForm;
}
