/** What looks like a key of a wallet or an interface, and what only sounds like one. */
import { expect, test } from "vitest";
import { looksIn } from "./secret-forms.ts";

const hex = "4f3c2a1b".repeat(8);
const words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
test.each([
  [`{"privateKey":"0x${hex}"}`, "private-key"],
  [`{"wallet_private_key" : "${hex}"}`, "private-key"],
  [`privateKey=${hex}`, "private-key"],
  [`{"secretKey":[${Array(64).fill(174).join(", ")}]}`, "private-key"],
  [`{"secret_key":"${hex}"}`, "api-key"],
  [`aws_secret_access_key=wJalrXUtnFEMI/K7MDENG`, "api-key"],
  [`{"mnemonic":"${words}"}`, "private-key"],
  [`{"mnemonic":${JSON.stringify(words.split(" "))}}`, "private-key"],
  [`seedPhrase=${words.replaceAll(" ", "+")}`, "private-key"],
  [`{"wallet-seed":"${words}"}`, "private-key"],
  [`("xprv9s21ZrQH143K3${"QTDL4LXw".repeat(12)}")`, "private-key"],
  [`AGE-SECRET-KEY-1${"QPZRY9X8GF2".repeat(6)}`, "private-key"],
  ["-----BEGIN PGP PRIVATE KEY BLOCK-----", "private-key"],
  ['{"apiToken":"abcd1234"}', "api-key"],
  ['{"bearer_token":"abcd1234"}', "api-key"],
  ['{"accessToken":"abcd1234"}', "api-key"],
  ['{"k":"sk-proj-abcdEFGH1234_567"}', "api-key"],
  [`OPENAI=sk-${"aB3d".repeat(8)}`, "api-key"],
  ["id AKIAIOSFODNN7EXAMPLE", "api-key"],
  ["?k=AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY", "api-key"],
  [`//x/:_auth=npm_${"aB3d".repeat(9)}`, "api-key"],
  [`["hf_${"aB3d".repeat(8)}"]`, "api-key"],
])("are known by their names and by how they begin: %s", (text, found) =>
  expect(
    looksIn(text)
      .map(({ kind }) => kind)
      .join(),
  ).toBe(found),
);

test.each([
  // Where chance is drawn, its seed is public.
  `{"seed":"${hex}"}`,
  '{"seed":42}',
  '{"seed":"a fox that ran over the hill to see whether anybody lived there and none did"}',
  '{"privateKey":null,"publicKey":"0a"}',
  '{"private_key":"see-the-documentation-of-how-to-make-one"}',
  `{"private_key_id":"${hex}"}`,
  "/sk-bratislava-2024-road-works-plan-for-the-old-town",
  '{"class":"sk-loading-indicator-spinner-wrapper-big"}',
  '{"zone":"Asia/Tokyo","in":"Slovakia","npm_package":"left-pad","max_tokens":1234567890}',
  "The mnemonic is: my very educated mother just served us nine pizzas on her big blue plate",
  `{"publicKey":"${hex}","speed":"needed"}`,
])("are not what only begins or sounds like one: %s", (text) => expect(looksIn(text)).toEqual([]));

test("names of keys without a value are passed over in the time that reading takes", () => {
  for (const piece of ["privatekey=", '"seed":"abandon ', "xsecretkey:[1,", " sk-"])
    expect(looksIn(piece.repeat(200_000)), piece).toEqual([]);
});
