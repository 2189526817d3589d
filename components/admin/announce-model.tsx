"use client";
import { useState } from "react";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { planAnnounceModel } from "#lib/client/admin/model-plans.ts";
import type { Draft } from "#lib/client/operator/use-account-statement.ts";
import { browserRandom } from "#lib/client/platform.ts";
import type { ModelsView } from "#lib/contract/models.ts";
import { type ModelAnnouncement, parseModelAnnouncement } from "#lib/state/governance/model-announcement.ts";
import { type AdminOffice, agreementNote } from "./office.ts";

const MAX_FILE_BYTES = 1_048_576;
const MOVES_SHOWN = 20;

type Read = { readonly announcement: ModelAnnouncement; readonly draft: Draft } | { readonly problem: string };

/**
 * The announcement comes as a file: who would move is computed by a terminal that replays the log, not by the site that is
 * to be judged by it. Read again here before it is signed.
 */
export function AnnounceModel({
  models,
  office,
  onRecorded,
}: {
  models: ModelsView;
  office: AdminOffice;
  onRecorded: OnRecorded;
}) {
  const [read, setRead] = useState<Read>();
  const take = async (file: File) => {
    if (file.size > MAX_FILE_BYTES) setRead({ problem: "It is larger than 1 MiB." });
    else setRead(readOf(new Uint8Array(await file.arrayBuffer()), models));
  };
  return (
    <div className="flex flex-col gap-4">
      <p>
        A terminal reads the whole log and computes who would move; its file is signed here. Made by this command, in a
        checkout of the software that will compute the model:
      </p>
      <CodeBlock
        label="In a terminal"
        text="npm run touchstone -- model prepare my-model.json --out announcement.json"
      />
      <FileDrop label="Announcement of a model" onFile={(file) => void take(file)}>
        Drop the announcement here.
      </FileDrop>
      {read === undefined ? null : "problem" in read ? (
        <Alert tone="failed" live title="This file announces nothing">
          {read.problem}
        </Alert>
      ) : (
        <>
          <Moves announcement={read.announcement} />
          <SignAct
            account={office.account}
            origin={office.origin}
            draft={read.draft}
            action={`Announce ${read.announcement.model.name}`}
            note={agreementNote(office, `${read.announcement.model.name} is announced.`)}
            onRecorded={onRecorded}
          />
        </>
      )}
    </div>
  );
}

function readOf(bytes: Uint8Array, models: ModelsView): Read {
  const read = parseModelAnnouncement(bytes);
  if (!read.ok) return { problem: `${read.error.pointer} ${read.error.detail}`.trim() };
  const { body, delta } = read.value;
  if (delta.before !== (models.active?.hash ?? null))
    return { problem: "Who would move was computed against another model than the one in force. Prepare it again." };
  if (models.active?.hash === body.hash || models.announced.some(({ hash }) => hash === body.hash))
    return { problem: `${body.model} is announced or in force already.` };
  return { announcement: read.value, draft: planAnnounceModel(read.value, models.slot, browserRandom) };
}

/** Whom it would move, changes of tier first, as the terminal computed it. */
function Moves({ announcement: { model, body, delta } }: { announcement: ModelAnnouncement }) {
  const tiers = delta.moved.filter(({ before, after }) => before?.tier !== after.tier);
  const all = delta.moved.length + delta.unlisted;
  return (
    <div className="flex flex-col gap-3">
      <p>
        <bdi className="font-medium">{model.name}</bdi>: of {delta.providers.toLocaleString("en")}{" "}
        {delta.providers === 1 ? "provider" : "providers"} {all.toLocaleString("en")} would move,{" "}
        {tiers.length.toLocaleString("en")} to another tier, by the first {delta.size.toLocaleString("en")} entries of
        the log.
        {body.from === undefined ? null : (
          <>
            {" "}
            It will not be put in force before <TimeText at={Date.parse(body.from)} precision="minute" />.
          </>
        )}
      </p>
      {tiers.length === 0 ? null : (
        <Table caption="Who would get another tier">
          <THead>
            <Th>provider</Th>
            <Th>now</Th>
            <Th>then</Th>
            <Th>by</Th>
          </THead>
          <TBody>
            {tiers.slice(0, MOVES_SHOWN).map(({ provider, before, after, term }) => (
              <Tr key={provider}>
                <Td head>
                  <Link href={`/providers/${provider}`}>{provider}</Link>
                </Td>
                <Td label="now">{before?.tier ?? "not rated"}</Td>
                <Td label="then">{after.tier}</Td>
                <Td label="by">{term}</Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
      {tiers.length > MOVES_SHOWN ? (
        <p className="text-muted text-sm">And {(tiers.length - MOVES_SHOWN).toLocaleString("en")} more in the file.</p>
      ) : null}
      <p className="text-muted text-sm">
        Read again here: that file, name and rules belong together. Who would move, and the hash of the code, are the
        terminal's word; anybody can compute them again from the log.
      </p>
    </div>
  );
}
