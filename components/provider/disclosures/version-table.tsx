import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { KeyForm } from "#lib/state/forms.ts";
import { keyWords } from "../keys/key-words.ts";
import type { ReadVersion } from "./disclosure-rows.ts";

/** Versions with their entries and the files of each. */
export function VersionTable({
  versions,
  keys,
  operator,
  caption,
}: {
  versions: readonly ReadVersion[];
  keys: readonly KeyForm[];
  /** Who runs the provider now. */
  operator: string;
  caption: string;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>Published</Th>
        <Th>Good until</Th>
        <Th>Signed with</Th>
        <Th numeric>Entry</Th>
        <Th>Files</Th>
      </THead>
      <TBody>
        {versions.map(({ entry, body, statement }) => (
          <Tr key={entry.index}>
            <Td head>
              <TimeText at={Date.parse(entry.logged_at)} precision="minute" />
            </Td>
            <Td label="Good until">
              {typeof body.expiresAt === "string" ? (
                <TimeText at={Date.parse(body.expiresAt)} precision="day" />
              ) : (
                <span className="text-muted">no end of its own</span>
              )}
            </Td>
            <Td label="Signed with">{keyWords({ entry, statement }, keys, operator)}</Td>
            <Td label="Entry" numeric>
              <Link href={`/log/entries/${entry.index}`}>{entry.index.toLocaleString("en")}</Link>
            </Td>
            <Td label="Files">
              <span className="flex flex-wrap gap-x-3">
                {/* Plain anchors: files of the API, not pages of this site. */}
                <a
                  className="text-link hover:underline"
                  href={`/api/v1/entries/${entry.index}/receipt?format=file`}
                  download
                >
                  Receipt
                </a>
                <a
                  className="text-link hover:underline"
                  href={`/api/v1/entries/${entry.index}`}
                  download={`entry-${entry.index}.json`}
                >
                  Entry with statement
                </a>
              </span>
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
