/**
 * Feeds of alerts and of cases. An item's id and dates follow from the log alone, and a feed is as new as its newest item: the same
 * log gives the same bytes, so that a reader who comes again is answered 304.
 */
import type { AlertView } from "#lib/contract/alerts.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";

export type FeedItem = {
  /** Ends its id, and follows from the log. */
  readonly urn: string;
  readonly title: string;
  readonly says: string;
  /** Path of the page that it is about. */
  readonly page: string;
  readonly entry: number;
  readonly at: string;
  readonly tag: string;
  /** For programs. */
  readonly facts: JsonObject;
};

export type Feed = {
  readonly title: string;
  readonly origin: string;
  readonly indexName: string;
  /** Address of the site, without a trailing slash. */
  readonly site: string;
  /** Path of the feed with its query, of the page that it is of. */
  readonly self: string;
  readonly page: string;
  /** What the feed's id is of: providers in order, "all", or a case. */
  readonly of: string;
  /** When it began, for a feed without items. */
  readonly since: Instant;
  readonly items: readonly FeedItem[];
};

const updatedOf = ({ items, since }: Feed): string => items[0]?.at ?? formatInstant(since);

const urn = ({ origin }: Feed, rest: string): string => `urn:touchstone:${encodeURIComponent(origin)}:${rest}`;

export function alertItem(alert: AlertView): FeedItem {
  const { id, provider, kind, tone, entry, facts, says, logged_at: at } = alert;
  return {
    urn: `alert:${id}`,
    title: alertTitle(alert),
    ...{ says, entry, at, tag: kind, page: `/providers/${provider}` },
    facts: { id, provider, kind, tone, entry, facts },
  };
}

/** "Halden: Its tier fell from B to C." An unproven name says so, everywhere. */
function alertTitle({ provider, provider_name, name_proven, says }: AlertView): string {
  const name = provider_name === null ? provider : `${name_proven ? "" : "unproven name "}${provider_name}`;
  return `${name}: ${says}`;
}

/** Atom, RFC 4287. */
export function atomFeed(feed: Feed): string {
  const { site, title, self, page, indexName, items } = feed;
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${xml(urn(feed, `feed:${feed.of}`))}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${updatedOf(feed)}</updated>`,
    `<author><name>${xml(indexName)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(site + self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(site + page)}"/>`,
    ...items.flatMap((item) => [
      "<entry>",
      `<id>${xml(urn(feed, item.urn))}</id>`,
      `<title>${xml(item.title)}</title>`,
      `<updated>${item.at}</updated>`,
      `<published>${item.at}</published>`,
      `<category term="${xml(item.tag)}"/>`,
      `<link rel="alternate" type="text/html" href="${xml(site + item.page)}"/>`,
      `<link rel="related" type="text/html" href="${xml(entryUrl(site, item))}"/>`,
      `<content type="text">${xml(`${item.says} Entry ${item.entry} of the log shows it.`)}</content>`,
      "</entry>",
    ]),
    "</feed>",
  ];
  return `${lines.join("\n")}\n`;
}

/** JSON Feed 1.1, with what a program needs of each item under `_touchstone`. */
export function jsonFeed(feed: Feed): string {
  const { site, title, self, page, indexName, items } = feed;
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: site + page,
    feed_url: site + self,
    authors: [{ name: indexName }],
    items: items.map((item) => ({
      id: urn(feed, item.urn),
      url: site + item.page,
      external_url: entryUrl(site, item),
      title: item.title,
      content_text: `${item.says} Entry ${item.entry} of the log shows it.`,
      date_published: item.at,
      tags: [item.tag],
      _touchstone: { about: `${site}/docs/how-to/follow-a-provider`, ...item.facts },
    })),
  });
}

const entryUrl = (site: string, { entry }: FeedItem): string => `${site}/log/entries/${entry}`;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text of an element or attribute. What XML 1.0 cannot hold is replaced, escaped or not: control characters, halves of pairs. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}")
    .replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);
}
