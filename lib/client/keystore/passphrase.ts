/** Passphrases for key files: a suggestion that cannot be guessed, and the least that is accepted. */
import { base32LowerEncode } from "#lib/kernel/base.ts";
import type { Random } from "#lib/kernel/clock.ts";

export const PASSPHRASE_MIN_LENGTH = 12;

/** 100 random bits as five groups of four letters and digits, "k3vd-….": readable from paper, no l/1 or o/0 twins. */
export function suggestPassphrase(random: Random): string {
  const text = base32LowerEncode(random(13)).slice(0, 20);
  return text.match(/.{4}/g)?.join("-") ?? text;
}

/** What is wrong with it in words, or undefined. Length is the only rule: rules about characters weaken choices. */
export function passphraseProblem(passphrase: string): string | undefined {
  const length = [...passphrase].length;
  if (length === 0) return "Choose a passphrase, or take the suggested one.";
  if (length < PASSPHRASE_MIN_LENGTH) return `At least ${PASSPHRASE_MIN_LENGTH} characters; this has ${length}.`;
  return undefined;
}
