/**
 * A checkpoint opened with the browser's own signature check, which works beside the page and not in its way: in TypeScript
 * one signature stops a telephone for a tenth of a second.
 */
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { chooseRawVerify } from "../crypto/webcrypto-ed25519.ts";

type Opened = ReturnType<typeof openCheckpoint>;
type Question = readonly [signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array];

/** The answer of `openCheckpoint`, to the letter: it says which equations it asks for, and is told what they gave. */
export async function openHere(note: string, logVkey: string): Promise<Opened> {
  const questions: Question[] = [];
  openCheckpoint(note, logVkey, [], (...question) => {
    questions.push(question);
    return true;
  });
  const verify = await chooseRawVerify();
  const answers = await Promise.all(questions.map((question) => verify(...question)));
  let next = 0;
  return openCheckpoint(note, logVkey, [], () => answers[next++] === true);
}
