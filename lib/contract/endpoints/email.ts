/** Messages by e-mail, for a signed-in account; links are followed by whoever reads the mail. */
import { emailAnswer, emailInputSchema, emailLinkAnswer, emailLinkSchema } from "../email.ts";
import { type Endpoint, json, PRIVATE } from "../endpoint.ts";

const tag = "account";

export const EMAIL_ENDPOINTS = {
  getEmail: {
    id: "getEmail",
    method: "get",
    path: "/api/v1/email",
    summary: "Where messages about the account's cases go",
    tag,
    access: "session",
    answers: { 200: json("The address, if there is one.", emailAnswer) },
    problems: PRIVATE,
  },
  putEmail: {
    id: "putEmail",
    method: "put",
    path: "/api/v1/email",
    summary: "Name an address; a link to confirm is sent there, and nothing else until it is used",
    tag,
    access: "session",
    body: { type: "application/json", schema: emailInputSchema },
    answers: { 202: json("The address, unconfirmed, with the link on its way.", emailAnswer) },
    problems: [...PRIVATE, "schema", "too-large", "rate-limited"],
  },
  deleteEmail: {
    id: "deleteEmail",
    method: "delete",
    path: "/api/v1/email",
    summary: "Forget the address; what waits is dropped",
    tag,
    access: "session",
    answers: { 200: json("Without an address.", emailAnswer) },
    problems: PRIVATE,
  },
  followEmailLink: {
    id: "followEmailLink",
    method: "post",
    path: "/api/v1/email/links",
    summary: "Do what a link of a message says: confirm the address, or end the messages",
    tag,
    access: "origin",
    body: { type: "application/json", schema: emailLinkSchema },
    answers: { 200: json("What was done; the same again for the same link.", emailLinkAnswer) },
    problems: ["origin-refused", "malformed", "schema", "too-large", "not-found", "rate-limited", "unavailable"],
  },
} as const satisfies Record<string, Endpoint>;
