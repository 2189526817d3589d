import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import type { UnusableFile } from "#lib/state/files/recognise-file.ts";

/** What cannot be checked here: where it breaks which rule, or, of what is no proof at all, which page takes it. */
export function Unusable({ name, file }: { name: string; file: UnusableFile }) {
  return (
    <Alert live tone={file.taken === undefined ? "failed" : "attention"} title={file.title}>
      {file.taken === undefined ? (
        <p>
          In {name}, at <code className="font-mono">{file.place}</code>: {file.rule}
        </p>
      ) : (
        <p>
          {file.rule} <Link href={file.taken.page}>{file.taken.words}</Link>
        </p>
      )}
    </Alert>
  );
}
