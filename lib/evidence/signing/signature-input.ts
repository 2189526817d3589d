/**
 * `Signature-Input` and `Signature` of RFC 9421: dictionaries of RFC 8941, read by the library `structured-headers`.
 *
 * What the library lets pass and one signature must not have twice is decided here: a label or a parameter given again
 * would silently replace the first (RFC 8941 section 4.2.2), so that two readers could see two signatures.
 */
import { type BareItem, type Item, isInnerList, parseDictionary, serializeInnerList } from "structured-headers";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

/** A covered component: its name and whether it is of the request (`req`). `id` is its text in the base. */
export type Component = { readonly id: string; readonly name: string; readonly req: boolean };

export type SignatureInput = {
  readonly components: readonly Component[];
  readonly parameters: ReadonlyMap<string, BareItem>;
  /** Strict serialisation, which is the value of `@signature-params` (RFC 9421 section 2.3). */
  readonly text: string;
};

/**
 * Reads one member without its label, such as `("@status");created=1`. Refuses whatever a conforming serialiser would
 * not write, spaces apart: that is how a parameter given twice is found.
 */
export function readSignatureInput(member: string): Result<SignatureInput, SigningRefusal> {
  if (member.length > MAX_LETTERS)
    return err(signingRefusal("signature-input-malformed", "signature-input", `At most ${MAX_LETTERS} characters.`));
  return readUsual(member) ?? readAny(member);
}

/** As long as an exchange may store. */
const MAX_LETTERS = 2048;

/** The parameters as most signers write them, in strings without escapes: then nothing is left to decide. */
const USUAL =
  /^(\([^()\\]*\));created=(0|[1-9][0-9]{0,14});keyid="([ !#-[\]-~]*)";nonce="([ !#-[\]-~]*)";tag="([ !#-[\]-~]*)"$/;

// A service covers the same few lists in all its answers. What a list says depends on its text alone.
const REMEMBERED_LISTS = 64;
const knownLists = new Map<string, readonly Component[]>();

/** As {@link readAny} for the usual form, some ten times faster; undefined for any other, and for whatever is refused. */
function readUsual(member: string): Result<SignatureInput, SigningRefusal> | undefined {
  const [, list, created, keyid = "", nonce = "", tag = ""] = USUAL.exec(member) ?? [];
  if (list === undefined) return undefined;
  let components = knownLists.get(list);
  if (components === undefined) {
    const read = readAny(list);
    if (!read.ok || read.value.text !== list) return undefined;
    components = read.value.components;
    if (knownLists.size >= REMEMBERED_LISTS) knownLists.clear();
    knownLists.set(list, components);
  }
  const parameters = new Map<string, BareItem>([
    ["created", Number(created)],
    ["keyid", keyid],
    ["nonce", nonce],
    ["tag", tag],
  ]);
  return ok({ components, parameters, text: member });
}

function readAny(member: string): Result<SignatureInput, SigningRefusal> {
  const malformed = (detail?: string) => err(signingRefusal("signature-input-malformed", "signature-input", detail));
  let text: string;
  let items: readonly Item[];
  let parameters: ReadonlyMap<string, BareItem>;
  try {
    const dictionary = parseDictionary(`s=${member}`);
    const list = dictionary.get("s");
    if (dictionary.size !== 1 || list === undefined || !isInnerList(list)) return malformed();
    [items, parameters] = list;
    text = serializeInnerList(list);
  } catch (error) {
    return malformed(error instanceof Error ? `${error.message}.` : undefined);
  }
  if (text !== member && withoutSpaces(text) !== withoutSpaces(member))
    return err(signingRefusal("signature-input-not-canonical", "signature-input"));
  const components: Component[] = [];
  for (const item of items) {
    const component = readComponent(item);
    if (!component.ok) return component;
    if (components.some(({ id }) => id === component.value.id))
      return err(signingRefusal("component-repeated", component.value.id));
    components.push(component.value);
  }
  return ok({ components, parameters, text });
}

function readComponent([name, parameters]: Item): Result<Component, SigningRefusal> {
  if (typeof name !== "string") return err(signingRefusal("component-name", String(name)));
  const req = parameters.get("req") === true;
  const id = req ? `"${name}";req` : `"${name}"`;
  if (!IS_NAME.test(name)) return err(signingRefusal("component-name", id));
  if (parameters.size !== (req ? 1 : 0)) {
    const other = [...parameters.keys()].find((key) => key !== "req" || !req);
    return err(signingRefusal("component-parameter", id, `The parameter ${other} is not of the profile.`));
  }
  return ok({ id, name, req });
}

/** A field name in lower case, or a derived component. */
const IS_NAME = /^@?[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** Members of a dictionary as they stand in the field, by label. */
export type Members = ReadonlyMap<string, string>;

/** Reads a field that is a dictionary, whole. Refuses what RFC 8941 refuses, and a label that comes twice. */
export function readMembers(field: string, name: string): Result<Members, SigningRefusal> {
  const members = new Map<string, string>();
  try {
    const { size } = parseDictionary(field);
    for (const member of membersOf(field)) {
      const [, label = "", value = ""] = /^([^=;]*)=?(.*)$/.exec(member) ?? [];
      if (members.has(label)) return err(signingRefusal("label-repeated", name, `The label ${label} comes twice.`));
      members.set(label, value);
    }
    // Both count commas outside strings and lists: a difference would be a way around the check above.
    if (size === members.size) return ok(members);
  } catch {}
  return err(signingRefusal(name === "signature" ? "signature-form" : "signature-input-malformed", name));
}

/** Splits at the commas that stand in no string and no inner list. For fields that the library has read. */
function membersOf(field: string): string[] {
  const members: string[] = [];
  let from = 0;
  let inString = false;
  let depth = 0;
  for (let at = 0; at < field.length; at++) {
    const letter = field[at];
    if (inString) {
      if (letter === "\\") at++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (letter === "," && depth === 0) {
      members.push(field.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = field.slice(from).trim();
  return last === "" ? members : [...members, last];
}

/** Without the spaces outside strings, which carry nothing. */
function withoutSpaces(text: string): string {
  return text.replaceAll(/"(?:\\.|[^"\\])*"|[ \t]+/g, (found) => (found.startsWith('"') ? found : ""));
}
