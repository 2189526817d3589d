/** What happened to providers and in cases that somebody follows, as a list and as feeds. */
import { z } from "zod";
import { alertSchema, alertsQuery } from "../alerts.ts";
import { caseIdSchema, listOf, listQuery, providerIdSchema } from "../common.ts";
import { bytes, type Endpoint, json, READ } from "../endpoint.ts";

const tag = "providers";
const { cursor, limit } = listQuery;
const ATOM = "application/atom+xml";
const JSON_FEED = "application/feed+json";

export const ALERT_ENDPOINTS = {
  listAlerts: {
    id: "listAlerts",
    method: "get",
    path: "/api/v1/alerts",
    summary: "What matters about providers, newest first: each names its entry",
    tag,
    access: "public",
    query: z.object({ ...alertsQuery, cursor, limit }),
    answers: { 200: json("A page of alerts.", listOf(alertSchema)) },
    problems: READ,
  },
  getAtomFeed: {
    id: "getAtomFeed",
    method: "get",
    path: "/feed.atom",
    summary: "The newest alerts of all providers as an Atom feed",
    tag,
    access: "public",
    query: z.object(alertsQuery),
    answers: { 200: bytes("RFC 4287.", ATOM) },
    problems: READ,
  },
  getJsonFeed: {
    id: "getJsonFeed",
    method: "get",
    path: "/feed.json",
    summary: "The same as a JSON Feed",
    tag,
    access: "public",
    query: z.object(alertsQuery),
    answers: { 200: bytes("JSON Feed 1.1.", JSON_FEED) },
    problems: READ,
  },
  getProviderAtomFeed: {
    id: "getProviderAtomFeed",
    method: "get",
    path: "/providers/{id}/feed.atom",
    summary: "The newest alerts of a provider as an Atom feed",
    tag,
    access: "public",
    params: z.object({ id: providerIdSchema }),
    answers: { 200: bytes("RFC 4287.", ATOM) },
    problems: READ,
  },
  getProviderJsonFeed: {
    id: "getProviderJsonFeed",
    method: "get",
    path: "/providers/{id}/feed.json",
    summary: "The same as a JSON Feed",
    tag,
    access: "public",
    params: z.object({ id: providerIdSchema }),
    answers: { 200: bytes("JSON Feed 1.1.", JSON_FEED) },
    problems: READ,
  },
  getCaseAtomFeed: {
    id: "getCaseAtomFeed",
    method: "get",
    path: "/cases/{id}/feed.atom",
    summary: "What happened in a case as an Atom feed, to follow it without an account",
    tag: "cases",
    access: "public",
    params: z.object({ id: caseIdSchema }),
    answers: { 200: bytes("RFC 4287.", ATOM) },
    problems: READ,
  },
  getCaseJsonFeed: {
    id: "getCaseJsonFeed",
    method: "get",
    path: "/cases/{id}/feed.json",
    summary: "The same as a JSON Feed",
    tag: "cases",
    access: "public",
    params: z.object({ id: caseIdSchema }),
    answers: { 200: bytes("JSON Feed 1.1.", JSON_FEED) },
    problems: READ,
  },
} as const satisfies Record<string, Endpoint>;
