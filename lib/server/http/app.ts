/** The fast routes as one Hono app: served by main.ts before Next, and mounted in `app/api/v1` for hosting without it. */
import { openApiDocument } from "./openapi.ts";
import { jsonReply } from "./respond.ts";
import { type App, makeRouter, type Router } from "./router.ts";
import { bindAccount, bindDrafts } from "./routes/account.ts";
import { bindAlerts } from "./routes/alerts.ts";
import { bindCases } from "./routes/cases.ts";
import { bindDefinitions } from "./routes/definitions.ts";
import { bindDemonstration } from "./routes/demonstration.ts";
import { bindEmail } from "./routes/email.ts";
import { bindEntries } from "./routes/entries.ts";
import { bindFollows } from "./routes/follows.ts";
import { bindFraud } from "./routes/fraud.ts";
import { bindGovernance } from "./routes/governance.ts";
import { bindLedgers } from "./routes/ledgers.ts";
import { bindLog } from "./routes/log.ts";
import { bindMarket } from "./routes/market.ts";
import { bindMarks } from "./routes/marks.ts";
import { bindObservations } from "./routes/observations.ts";
import { bindPeers } from "./routes/peers.ts";
import { bindReview } from "./routes/review.ts";
import { bindService } from "./routes/service.ts";
import { bindSigned } from "./routes/signed.ts";
import { bindStatements } from "./routes/statements.ts";
import type { WebContext } from "./web-context.ts";

export function makeRoutes(getContext: () => WebContext): Router {
  const router = makeRouter(getContext);
  bindStatements(router.bind);
  bindEntries(router.bind);
  bindLedgers(router.bind);
  bindMarks(router.bind);
  bindMarket(router.bind);
  bindSigned(router.bind);
  bindObservations(router.bind);
  bindAlerts(router.bind);
  bindLog(router.bind);
  bindFraud(router.bind);
  bindDefinitions(router.bind);
  bindCases(router.bind);
  bindReview(router.bind);
  bindPeers(router.bind);
  bindGovernance(router.bind);
  bindAccount(router.bind);
  bindDrafts(router.bind);
  bindFollows(router.bind);
  bindEmail(router.bind);
  bindService(router.bind);
  bindDemonstration(router.bind);
  let document: ReturnType<typeof openApiDocument> | undefined;
  router.bind("getOpenApi", () => {
    document ??= openApiDocument("1");
    return jsonReply(200, document);
  });
  return router;
}

export function makeApp(getContext: () => WebContext): App {
  return makeRoutes(getContext).app;
}
