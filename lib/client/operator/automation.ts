/** Lines of the command line for one provider of this index, ready to copy. The docs page says more. */
import type { ProviderForm } from "#lib/state/forms.ts";

export type CommandLine = { readonly title: string; readonly why: string; readonly text: string };

export const RUN = "npm run -s touchstone --";
/** Label of the key on the server, as the lines make it. */
const KEY = "beat";
const EVERY_HOURS = 6;

type Provider = Pick<ProviderForm, "id" | "kind" | "operator">;

/** Where and in whose name: the server's key is a member's, never an account key. */
function whereOf({ id, operator }: Provider, url: string): string {
  return `--provider ${id} --key ${KEY} --in-name-of ${operator} --url ${url}`;
}

/** `url`: the index's address as this browser knows it. */
export function automationLines(provider: Provider, url: string): CommandLine[] {
  const where = whereOf(provider, url);
  return [
    {
      title: "Make a key for the server",
      why: "It stays there. Give its did:key the scope “beat” or “disclose” under Members: a thief of it can do that until you end the grant, and nothing else.",
      text: `${RUN} keys new ${KEY}`,
    },
    {
      title: "Send signs of life",
      why: "Stays and beats every six hours; tries again every five minutes when a beat fails.",
      text: beatLine(provider, url),
    },
    {
      title: "Arm them",
      why: "The same, and from the third such beat on silence has the consequences that this page states. Stop it before you disarm.",
      text: `${beatLine(provider, url)} --arm --yes`,
    },
    {
      title: "Publish a disclosure from a file",
      why: "Any type, such as software at each deploy. With --example it prints a body to begin with; “disclose many” takes a file of many.",
      text: `${RUN} disclose software software.json ${where}`,
    },
    {
      title: "Pin your database ledger",
      why: "One digest or a hundred thousand; running it again goes on where it was left.",
      text: `${RUN} disclose digest digests.json ${where}`,
    },
    ...(provider.kind === "instance"
      ? [
          {
            title: "Prove what you owe",
            why: "Builds the sum tree, the disclosure and one file for each user; publish the disclosure as above.",
            text: `${RUN} solvency build accounts.csv --provider ${provider.id} --epoch 1 --at 2026-12-01T00:00:00.000Z --unit EUR --out epoch-1`,
          },
        ]
      : []),
  ];
}

function beatLine(provider: Provider, url: string): string {
  return `${RUN} heartbeat ${whereOf(provider, url)} --software 1.0.0 --every ${EVERY_HOURS}h`;
}

export function systemdUnit(provider: Provider, url: string): string {
  return `# /etc/systemd/system/touchstone-beat.service
[Unit]
After=network-online.target
[Service]
WorkingDirectory=/opt/touchstone
ExecStart=/usr/bin/${beatLine(provider, url)}
Restart=on-failure
[Install]
WantedBy=multi-user.target`;
}

/** Without `--every`: cron keeps the time. */
export function cronLine(provider: Provider, url: string): string {
  const once = beatLine(provider, url).replace(`--every ${EVERY_HOURS}h`, `--cadence ${EVERY_HOURS}h`);
  return `7 */${EVERY_HOURS} * * * cd /opt/touchstone && ${once}`;
}
