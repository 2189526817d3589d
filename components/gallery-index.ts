import { caseGallery } from "./case/case.gallery.tsx";
import { definitionGallery } from "./definition/definition.gallery.tsx";
import { docsGallery } from "./docs/docs.gallery.tsx";
import { evidenceGallery } from "./evidence/evidence.gallery.tsx";
import { figuresGallery } from "./figures/figures.gallery.tsx";
import { followGallery } from "./follow/follow.gallery.tsx";
import { fraudGallery } from "./fraud/fraud.gallery.tsx";
import { controlsGallery } from "./gallery/controls.gallery.tsx";
import { dataGallery } from "./gallery/data.gallery.tsx";
import type { GallerySection } from "./gallery/gallery-section.ts";
import { statesGallery } from "./gallery/states.gallery.tsx";
import { tokensGallery } from "./gallery/tokens.gallery.tsx";
import { guideGallery } from "./guide/guide.gallery.tsx";
import { incidentGallery } from "./incident/incident.gallery.tsx";
import { keysGallery } from "./keys/keys.gallery.tsx";
import { labGallery } from "./lab/lab.gallery.tsx";
import { ledgerDigestsGallery } from "./ledger-digest/ledger-digest.gallery.tsx";
import { logGallery } from "./log/log.gallery.tsx";
import { railsGallery } from "./log/rails/rails.gallery.tsx";
import { maintainersGallery } from "./maintainers/maintainers.gallery.tsx";
import { compareGallery } from "./market/compare/compare.gallery.tsx";
import { marketGallery } from "./market/market.gallery.tsx";
import { historyGallery } from "./marks/history/history.gallery.tsx";
import { marksGallery } from "./marks/marks.gallery.tsx";
import { membersGallery } from "./members/members.gallery.tsx";
import { methodGallery } from "./method/method.gallery.tsx";
import { namesGallery } from "./names/names.gallery.tsx";
import { operatorGallery } from "./operator/operator.gallery.tsx";
import { peerGallery } from "./peer/peer.gallery.tsx";
import { pricesGallery } from "./prices/prices.gallery.tsx";
import { directoryGallery } from "./provider/directory/directory.gallery.tsx";
import { providerGallery } from "./provider/provider.gallery.tsx";
import { publishGallery } from "./publish/publish.gallery.tsx";
import { reportGallery } from "./report/report.gallery.tsx";
import { reviewGallery } from "./review/review.gallery.tsx";
import { rulingGallery } from "./ruling/ruling.gallery.tsx";
import { solvencyGallery } from "./solvency/solvency.gallery.tsx";
import { statusGallery } from "./status/status.gallery.tsx";
import { verifyGallery } from "./verify/verify.gallery.tsx";

/** Everything on `/gallery`, in order. A feature adds its `components/<feature>/<name>.gallery.tsx` at the end. */
export const GALLERY: readonly GallerySection[] = [
  tokensGallery,
  controlsGallery,
  dataGallery,
  statesGallery,
  logGallery,
  railsGallery,
  providerGallery,
  directoryGallery,
  namesGallery,
  keysGallery,
  ledgerDigestsGallery,
  solvencyGallery,
  statusGallery,
  peerGallery,
  evidenceGallery,
  historyGallery,
  marksGallery,
  marketGallery,
  compareGallery,
  reviewGallery,
  maintainersGallery,
  figuresGallery,
  rulingGallery,
  labGallery,
  caseGallery,
  followGallery,
  pricesGallery,
  fraudGallery,
  definitionGallery,
  guideGallery,
  docsGallery,
  incidentGallery,
  membersGallery,
  methodGallery,
  operatorGallery,
  reportGallery,
  verifyGallery,
  publishGallery,
];
