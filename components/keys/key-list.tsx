"use client";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { signingKeyQuery } from "#lib/client/account/queries.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { useNow } from "#lib/client/use-now.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import { ExportKeyDialog, ExportRefusedDialog, ForgetKeyDialog, RenameKeyDialog } from "./key-dialogs.tsx";
import { KEY_PURPOSE_WORDS, KEY_STATES } from "./key-state-words.ts";
import { RevokeRecord } from "./revoke-record.tsx";

type Act = "rename" | "export" | "forget" | "revoke";

/** The keys of this browser, what the log says of each, and what can be done with it. */
export function KeyList({ records }: { records: readonly KeyRecord[] }) {
  return (
    <ul className="divide-y divide-divider">
      {records.map((record) => (
        <KeyRow key={record.thumbprint} record={record} />
      ))}
    </ul>
  );
}

function KeyRow({ record }: { record: KeyRecord }) {
  const form = useQuery(signingKeyQuery(record.thumbprint)).data;
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const now = useNow();
  const state = form && now !== undefined ? KEY_STATES[keyStateAt(form, now)] : undefined;
  const canRevoke = form !== null && form !== undefined && form.state !== "revoked" && record.purpose === "control";
  return (
    <li className="px-4 py-3">
      <div className="flex items-start justify-between gap-3">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="font-medium">{record.label}</span>
          <Badge>{KEY_PURPOSE_WORDS[record.purpose].title}</Badge>
          {state === undefined ? null : <Badge tone={state.tone}>{state.word} in the log</Badge>}
          {form === null ? <Badge tone="unknown">not in the log</Badge> : null}
        </p>
        <Menu trigger={<IconButton label={`Do something with ${record.label}`} icon={<Ellipsis aria-hidden />} />}>
          <MenuItem onSelect={() => setAct("rename")}>Rename</MenuItem>
          <MenuItem onSelect={() => setAct("export")}>Export as encrypted file</MenuItem>
          {canRevoke ? <MenuItem onSelect={() => setAct("revoke")}>Revoke in the log</MenuItem> : null}
          <MenuItem onSelect={() => setAct("forget")}>Remove from this browser</MenuItem>
        </Menu>
      </div>
      <KeyValueList
        className="mt-1"
        items={[
          { key: "Key", value: <HashText value={record.thumbprint} what="key" /> },
          {
            key: "Lives in",
            value: (
              <>
                {record.where}, since <TimeText at={record.createdAt} precision="day" />
              </>
            ),
          },
          {
            key: "Last used",
            value: record.lastUsedAt === undefined ? "not yet" : <TimeText at={record.lastUsedAt} precision="minute" />,
          },
          { key: "Copy", value: record.extractable ? "can be exported under a passphrase" : "cannot be copied out" },
        ]}
      />
      <RenameKeyDialog record={record} open={act === "rename"} onClose={close} />
      <ExportKeyDialog record={record} open={act === "export" && record.extractable} onClose={close} />
      <ExportRefusedDialog record={record} open={act === "export" && !record.extractable} onClose={close} />
      <ForgetKeyDialog record={record} inLog={form !== null} open={act === "forget"} onClose={close} />
      {act === "revoke" && form ? <RevokeRecord record={record} signingKey={form} onClose={close} /> : null}
    </li>
  );
}
