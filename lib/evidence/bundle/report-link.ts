/** A bundle as the fragment of an address: `/report#evidence=…` opens with it, and what stands behind `#` goes to no server. */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Bundle } from "./bundle.ts";
import { zipBundle } from "./zip.ts";

/** Longest fragment that is made: terminals, mail and chats cut longer addresses off. */
const FRAGMENT_MAX = 8_000;

/** The zip form in base64url, for `/report`; undefined for a bundle that is too large for a link. */
export function reportFragment(bundle: Bundle): string | undefined {
  const fragment = `#evidence=${base64UrlEncode(zipBundle(bundle))}`;
  return fragment.length > FRAGMENT_MAX ? undefined : fragment;
}
