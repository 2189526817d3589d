/**
 * What the offline verifier file says of files: the script of the built file itself, over a page without a browser. That it says
 * the same opened from disk in a browser is tested by verifier-file.spec.ts.
 */
import { buildVerifier } from "#lib/cli/verifier/build-verifier.ts";
import { type PlainElement, runPage } from "./plain-page.ts";

/** Whom the reader trusts: a log's key, and the text of a watcher policy. */
export type OfflineTrust = { readonly vkey: string; readonly policy?: string };

let built: Promise<{ readonly html: string }> | undefined;

/** Its word on each, by the order in which the page shows them (whole logs first): `Convicts the log.` */
export async function saidOffline(
  judged: readonly Uint8Array[],
  { vkey, policy = "" }: OfflineTrust,
): Promise<readonly string[]> {
  built ??= buildVerifier(process.cwd());
  const page = runPage((await built).html);
  const part = (id: string): PlainElement => {
    const found = page.get(id);
    if (found === undefined) throw new Error(`The page lacks #${id}.`);
    return found;
  };
  part("keys").value = vkey;
  part("policy").value = policy;
  const stage = part("stage");
  const checked = new Promise<void>((resolve, reject) => {
    stage.onChange = () => {
      const text = stage.textContent;
      if (/^Checked( \d+ files)?\.$/.test(text)) resolve();
      else if (/cannot be read|not a verifier key|Watcher policy/.test(text)) reject(new Error(text));
    };
  });
  part("file").files = judged.map((bytes, at) => new File([Buffer.from(bytes)], `${at}.json`));
  part("file").emit("change");
  await checked;
  return part("results").children.map((article) => article.querySelector("strong")?.textContent ?? "");
}
