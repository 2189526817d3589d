/** The operator's own mail server: over TLS, but on this machine. What it says is told by its kind and never by its words. */
import { createTransport } from "nodemailer";
import type { EmailText } from "./email-text.ts";

/** `refused`: for good, for this mailbox. `no-answer`: whatever may go better later. */
export type Delivered = "taken" | "refused" | "no-answer";
export type Mailer = {
  readonly deliver: (to: string, message: EmailText) => Promise<Delivered>;
  readonly close: () => void;
};

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as const;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const PORTS = { "smtps:": 465, "smtp:": 587 } as const;

/** `url`: smtps://user:password@host:port, or smtp:// with STARTTLS. `onMissed` gets a code of the library, no address. */
export function smtpMailer(url: string, from: string, onMissed: (code: string) => void): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const isHere = LOOPBACK.has(hostname);
  const transport = createTransport({
    ...{ pool: true, maxConnections: 1, disableFileAccess: true, disableUrlAccess: true, ...TIMEOUTS },
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? PORTS[secure ? "smtps:" : "smtp:"] : Number(port),
    ...{ secure, requireTLS: !secure && !isHere, ignoreTLS: !secure && isHere },
    ...(username !== "" && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  });
  return {
    deliver: async (to, { subject, text }) => {
      try {
        // Nobody answers, and no answer is asked for: out of office replies are not, either (RFC 3834).
        const headers = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
        await transport.sendMail({ from, to: { name: "", address: to }, subject, text, headers });
        return "taken";
      } catch (error) {
        const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
        onMissed(`${code ?? "unknown"} ${responseCode ?? ""}`.trim());
        return command === "RCPT TO" && (responseCode ?? 0) >= 500 ? "refused" : "no-answer";
      }
    },
    close: () => transport.close(),
  };
}
