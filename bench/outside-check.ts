/** Lets the outside verifier check a log of 70,000 entries: three levels of tiles, partial on each of them. */
import { printSuite, runOutsideSuite } from "#e2e/outside-check/run.ts";

printSuite(await runOutsideSuite([65_536, 70_000]));
