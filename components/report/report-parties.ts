/** Whom the gallery's reports are about. */
import type { Party } from "#lib/client/report/party.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";

const DID = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S" as Did;
const ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;

export const HALDEN: Party = {
  ...{ signer: DID, provider: ID, id: ID, standing: "registered" },
  label: { id: ID, name: "Halden", kind: "instance", proven: true },
};
export const UNPROVEN: Party = { ...HALDEN, label: { id: ID, name: "HaIden", kind: "service", proven: false } };
export const STRANGER: Party = { signer: DID, provider: DID, id: ID, label: undefined, standing: "unregistered" };
