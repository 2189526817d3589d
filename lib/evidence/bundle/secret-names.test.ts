/** What of an address, a form or a document that somebody sent looks like a secret by its name, and what honest requests say. */
import { expect, test } from "vitest";
import { plain } from "./secret-forms.ts";
import { isSecretName, looksInOwn } from "./secret-names.ts";

const HEX = "9f86d081884c7d659a2feaa0c55ad015";
const MIXED = "AbC123dEf456GhI789jKl012MnO345pQ";
const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--`;
const kindsIn = (text: string) => looksInOwn(plain(text)).map(({ kind }) => kind);

test.each([
  ...[
    "access_key",
    "accessKey",
    "access-key",
    "ACCESS_KEY",
    "access.key",
    "access%5Fkey",
    "api-key",
    "apikey",
    "hapikey",
  ],
  ...[
    "key",
    "license_key",
    "subscription-key",
    "Ocp-Apim-Subscription-Key",
    "auth_key",
    "wskey",
    "secret_key",
    "user[api_key]",
    "api_key[]",
  ],
  ...[
    "private_token",
    "oauth_token",
    "auth_token",
    "authToken",
    "page_access_token",
    "csrf_token",
    "X-Amz-Security-Token",
  ],
  ...["app_secret", "consumer_secret", "client_secret", "webhookSecret", "sig", "x-sig", "sessionid", "sess", "appid"],
  ...["X-Goog-Signature", "X-Amz-Signature", "webhook_signature"],
])("in an address a value of letters and digits behind %s is one", (name) => {
  for (const text of [`?${name}=${HEX}`, `?a=1&${name}=${HEX}&b=2`, `?a=1;${name}=${HEX}`, `${name}=${HEX}`])
    expect(kindsIn(text), text).toHaveLength(1);
});

test.each([
  "?user=bob&pass=hunter22",
  "?passcode=12345678",
  "user[name]=bob&user[password]=hunter22",
  "?url=https://a.example/?access_key=9f86d081884c7d65",
  `?sv=2020&sig=${MIXED}%3D`,
  `/bot123456789:AAH${MIXED}/sendMessage`,
  `/services/T00000000/B00000000/${MIXED.slice(0, 24)}`,
  `{"accessToken":"${HEX}"}`,
  `{"access_key":"${HEX}"}`,
  `{"appKey" : "${HEX}"}`,
  `{"authToken":"${MIXED}"}`,
  `{"user":"bob","pass":"hunter2222"}`,
  `{"db_password":"hunter2222"}`,
  `{"sessionKey":"${MIXED}"}`,
  part("password", "hunter2222"),
  part("access_key", HEX),
  "<password>hunter2222</password>",
  `<token>${MIXED}</token>`,
  `<accessKey xmlns="a:b">${HEX}</accessKey>`,
  '<wsse:Password Type="x">hunter2222</wsse:Password>',
  "user: bob\n  password: hunter2222",
  "db.password=hunter2222",
  "DB_PASSWORD=hunter2222",
  `export API_KEY=${HEX}`,
  `AWS_SECRET_ACCESS_KEY=${MIXED}`,
  'mutation { login(email: "a@b.c", password: "hunter2222") { token } }',
  JSON.stringify({ query: 'mutation { login(password: "hunter2222") }' }),
  JSON.stringify({ variables: { password: "hunter2222" } }),
  `const accessKey = "${HEX}";`,
  `X-Auth-Key: ${HEX}`,
])("so is what stands in a path, a form, a document or a line: %s", (text) => expect(kindsIn(text)).toHaveLength(1));

test.each([
  ...[
    "?public_key",
    "?publicKey",
    "?pubkey",
    "?publickey",
    "?verification_key",
    "?primary_key",
    "?foreignKey",
    "?sort_key",
  ],
  ...[
    "?partition_key",
    "?cache_key",
    "?objectKey",
    "?idempotency_key",
    "?startkey",
    "?end_key",
    "?row.key",
    "?index-key",
  ],
  ...["?pageToken", "?next_page_token", "?nextToken", "?continuation_token", "?sync_token", "?start_token"],
  ...["?tx_signature", "?transactionSignature", "?txSig", "?from_token", "?inputToken", "?baseToken", "?sell_token"],
  ...[
    "?monkey",
    "?turkey",
    "?donkey",
    "?key_id",
    "?accessKeyId",
    "?token_address",
    "?tokens",
    "?keys",
    "?signature_version",
  ],
  ...["?cid", "?hash", "?id", "?uuid", "?block", "?tx", "?etag", "?sha256", "?cursor", "?q", "?code", "?passport"],
])("what everybody may know is none, whatever it says: %s", (name) => {
  for (const value of [HEX, MIXED, "bafkreifvxooyxcb53q3ljvj5fwmhtzwgvtu5npnzdrytvmxqjiwqulc6ey"])
    expect(kindsIn(`${name}=${value}`), value).toEqual([]);
});

test.each([
  ...["?key=apple", "?token=USDC", "?secret=santa", "?access_key=left", "?api-signature=none", "?sig=yes", "?pass=2"],
  ...[
    "?token=0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48",
    "?key=did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z",
  ],
  ...["?owner_key=prv_abcdefghij234567abcdefghij", "?reset_password=true", "?forgot_password=1", "?pass=season2024"],
  `{"public_key":"${HEX}","signature":"${MIXED}","message":"hello"}`,
  `{"key":"${MIXED}","keys":["${HEX}"],"partition_key":"${HEX}"}`,
  `{"signature":"0x${HEX}${HEX}","primaryKey":"${MIXED}"}`,
  `{"inputToken":"So11111111111111111111111111111111111111112"}`,
  `<key>photos/2024/holiday-12.jpg</key><signature>${MIXED}</signature>`,
  part("file", MIXED),
  part("publicKey", HEX),
  "The password: it must have 8 letters and a digit, says the page.",
  "function login(name: string, password: string) { return token; }",
  "license_key = os.environ['LICENSE_KEY_2024']",
  "token = tokenizer.encode2text(line)",
  "access_key = base64.b64encode(x)",
  'const signature = await sign(sha256hex("a"));',
  "secret_key: ${{ secrets.KEY_2024_PROD }}",
  "/services/towns/berlin?key=population",
  "/bots/123456789/messages",
  'class="sign-key" data-pass="compass"',
  "monkey: 12345678901234567890abc",
  "key: 9f86d081884c7d659a2feaa0c55ad015",
])("nor is what only begins, ends or sounds like one: %s", (text) => expect(kindsIn(text)).toEqual([]));

// No name and no form tells these from what is public: whoever reports reads what becomes public.
test.each([
  ...[`?code=${MIXED}`, "?pw=hunter22", `?st=${HEX}`, `/v3/${HEX}`, '{"pin":"123456"}', '{"otp":"123456"}'],
  ...[`{"auth":"${MIXED}"}`, '{"credentials":"bob:hunter2222"}', `sk_test_${MIXED}`, `shpat_${HEX}`],
])("is left to whoever reads it: %s", (text) => expect(kindsIn(text)).toEqual([]));

test("names of fields are told by their last word", () => {
  const names = ["X-Auth-Key", "Ocp-Apim-Subscription-Key", "X-Access-Key", "X-Signature", "apikey", "X-Api_Key"];
  expect(names.filter((name) => !isSecretName(name))).toEqual([]);
  const open = [
    "Idempotency-Key",
    "X-Cache-Key",
    "Surrogate-Key",
    "X-Request-Id",
    "X-Vault-Namespace",
    "Accept",
    "X-Monkey",
  ];
  expect(open.filter(isSecretName)).toEqual([]);
});

test("names without a value are passed over in the time that reading takes", () => {
  for (const piece of [
    "access_key=",
    "access_key: ",
    "a_key",
    "<key ",
    "<token>",
    "form-data; name=",
    "pass=",
    "token=aa",
    "/bot1",
    "user=",
  ])
    expect(looksInOwn(`passcode ${piece.repeat(100_000)}`), piece).toEqual([]);
});
