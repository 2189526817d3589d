/**
 * Which other logs an index knows: the `log <vkey> <url>` lines of a C2SP tlog-policy. Any policy file will do; its
 * witnesses say nothing here, and the `quorum` line may be left out.
 */

import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { parseVkey } from "./vkey.ts";
import { parseWitnessPolicy } from "./witness-policy.ts";

/** `origin` is the key's name. `url` has no slash at its end; the checkpoint is at `<url>/checkpoint`. */
export type Peer = { readonly origin: string; readonly vkey: string; readonly url: string };

/** http or https, a host or an IPv6 address in brackets, perhaps a port and a path; no user, query or fragment. */
const LOG_URL = /^https?:\/\/(?:\[[\da-f:.]+\]|(?<host>[\da-z_.-]+))(?::(?<port>\d{1,5}))?(?:\/[^\s?#\\]*)?$/i;
const OCTET = /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;

/** Reads a peers file; pointers count lines from 1. Two keys for one origin are refused: a log has one key for ever. */
export function parsePeerList(text: string): Result<Peer[], Refusal> {
  const lines = text.split("\n");
  const hasQuorum = lines.some((line) => /^[ \t]*quorum[ \t]/.test(line));
  const policy = parseWitnessPolicy(hasQuorum ? text : `${text}\nquorum none\n`);
  if (!policy.ok) return policy;
  const peers: Peer[] = [];
  for (const { vkey, url } of policy.value.logs) {
    const at = lines.findIndex((line) => line.split(/[ \t]+/).includes(vkey)) + 1;
    const refuse = (detail: string) => err(refusal("malformed", `/${at}`, detail));
    if (url === undefined) return refuse("log <vkey> <url>: without the address the log cannot be read.");
    if (!isLogUrl(url)) return refuse(`${url} is not the http or https address of a log.`);
    const origin = parseVkey(vkey)?.name ?? "";
    if (peers.some((peer) => peer.origin === origin)) return refuse(`${origin} is listed with two keys.`);
    peers.push({ origin, vkey, url: url.replace(/\/+$/, "") });
  }
  return ok(peers);
}

function isLogUrl(url: string): boolean {
  const parts = LOG_URL.exec(url)?.groups;
  return parts !== undefined && Number(parts.port ?? 0) <= 65_535 && (parts.host === undefined || isHost(parts.host));
}

/** A name, or four numbers: what ends in a number is an IPv4 address to whoever fetches it. */
function isHost(host: string): boolean {
  const labels = host.split(".");
  if (labels.includes("")) return false;
  return /^\d/.test(labels.at(-1) ?? "") ? labels.length === 4 && labels.every((label) => OCTET.test(label)) : true;
}
