import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { KnownRule, Party } from "#lib/client/report/party.ts";
import { QUESTIONS } from "#lib/client/report/questions.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { AccusedLine } from "./accused-line.tsx";
import { NoProof } from "./no-proof.tsx";
import { ReportSample } from "./report-samples.tsx";
import { StruckOut } from "./struck-out.tsx";

const DID = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S" as Did;
const ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;
const OTHER = "prv_3gw62r5rskdjxxkfnssa6gzhqa";

const HALDEN: Party = {
  ...{ signer: DID, provider: ID, id: ID, standing: "registered" },
  label: { id: ID, name: "Halden", kind: "instance", proven: true },
};
const UNPROVEN: Party = { ...HALDEN, label: { id: ID, name: "HaIden", kind: "service", proven: false } };
const STRANGER: Party = { signer: DID, provider: DID, id: ID, label: undefined, standing: "unregistered" };
const RULE: KnownRule = { id: "def_sample", hash: "3f".repeat(32), name: "Price of a pair", claim: "wrong-result" };

const named = (name: string) => ({ title: name, render: () => <ReportSample name={name} /> });
const QUESTION = QUESTIONS[0];

export const reportGallery: GallerySection = {
  id: "report",
  title: "Reports",
  specimens: [
    { ...named("What happened?"), wide: true },
    ...(QUESTION === undefined
      ? []
      : [
          { title: "Without a signed answer", render: () => <NoProof question={QUESTION} /> },
          {
            title: "Without a signed answer, the form for it below",
            render: () => <NoProof question={QUESTION} isTold />,
          },
        ]),
    named("Which answer of an archive"),
    named("A piece of proof"),
    {
      title: "What is struck out of a request, kept, left out",
      render: () => (
        <StruckOut
          fates={[
            { name: "host", value: "halden.example", fate: "kept" },
            { name: "authorization", value: undefined, fate: "struck" },
            { name: "user-agent", value: `a-browser/${"1.0.".repeat(60)}`, fate: "left" },
          ]}
        />
      ),
    },
    { title: "Signed by: listed, its rule too", render: () => <AccusedLine party={HALDEN} rule={RULE} against="" /> },
    {
      title: "Signed by: an unproven name, no rule",
      render: () => <AccusedLine party={UNPROVEN} rule={null} against="" />,
    },
    {
      title: "Signed by: nobody listed it, nor its rule",
      render: () => <AccusedLine party={STRANGER} rule="unlisted" against="" />,
    },
    {
      title: "Signed by another one than the person came from",
      render: () => <AccusedLine party={HALDEN} rule={undefined} against={OTHER} />,
    },
    {
      title: "Signed by a key that nobody knows",
      render: () => <AccusedLine party="unknown-key" rule={undefined} against="" />,
    },
    { title: "Signed, and no key is named", render: () => <AccusedLine party="no-key" rule={undefined} against="" /> },
    named("Stopped: a secret that would become public"),
    named("Stopped: what looks like a secret in the answer"),
  ],
};
