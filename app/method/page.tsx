import type { Metadata } from "next";
import { DrawsLeft } from "#components/method/draws-left.tsx";
import { IndexCalibration } from "#components/method/index-calibration.tsx";
import { LazyBacktestPanel } from "#components/method/lazy-parts.tsx";
import { ModelInForce } from "#components/method/model-in-force.tsx";
import { ModelLife } from "#components/method/model-life.tsx";
import { ReachablePaths } from "#components/method/reachable-paths.tsx";
import { RuleSection } from "#components/method/rule-section.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { OnThisPage } from "#components/ui/on-this-page.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { resolveAsOf } from "#lib/server/services/log/as-of.ts";
import { readCalibration } from "#lib/server/services/marks/read-calibration.ts";
import { activatableFrom } from "#lib/state/reducers/model.ts";
import { modelOf } from "#lib/state/view.ts";
import { ComputedFrom } from "../as-of.tsx";
import { modelPage } from "./printed-model.ts";

export const metadata: Metadata = {
  title: "Method",
  description:
    "How facts in the log become a tier and a limit: every rule, every number, and what the forecasts were worth.",
};

const SECTIONS = [
  ["model", "Model in force"],
  ["rules", "Rules and numbers"],
  ["reachable", "Reachable tiers"],
  ["calibration", "What forecasts were worth"],
  ["life", "Changes of the rules"],
  ["draws", "Drawing reviewers"],
] as const;

export default async function MethodPage() {
  const ctx = webContext();
  const [asOf, form, calibration] = await Promise.all([
    resolveAsOf(ctx, undefined),
    ctx.forms.ask((view) => modelOf(view)),
    readCalibration(ctx),
  ]);
  const { printed, rules, paths, studies, text } = modelPage(form?.active ?? null);
  const coming = (form?.announced ?? []).map((one) => ({
    ...one,
    activeFromMs: form === undefined ? 0 : activatableFrom(form, one),
  }));
  return (
    <>
      <PageHeading
        title="Method"
        lead="How facts in the log become a tier and a limit: every rule, every number, and what the forecasts were worth. Whoever has the log and this model computes the same digits."
      />
      <OnThisPage sections={SECTIONS} />
      <div className="flex flex-col gap-10">
        <Alert title="No failure of a Prex provider has been recorded anywhere yet">
          So nothing here was fitted to Prex. The numbers come from published studies of exchanges, where that is said,
          and are priors everywhere else: guesses, stated as such, until this index has measured. They will be replaced
          by what calibration shows, by an announcement that everybody can read 14 days before.
        </Alert>
        <section>
          <SectionHeading id="model" lead="One file of constants and tables. Nothing on this page is typed beside it.">
            Model in force
          </SectionHeading>
          <ModelInForce {...printed} />
        </section>
        <section>
          <SectionHeading
            id="rules"
            lead="Whole numbers only, so that every machine gives the same digits. No field knows a name, fame, a licence, or a payment."
          >
            Rules and numbers
          </SectionHeading>
          <div className="flex flex-col gap-8">
            {rules.map((rule) => (
              <RuleSection key={rule.id} rule={rule} />
            ))}
            <Details summary="The whole file, with every row of every table">
              <CodeBlock label={`${printed.name}: canonical JSON`} text={text} tall />
            </Details>
          </div>
        </section>
        <section>
          <SectionHeading
            id="reachable"
            lead="The shortest honest path to each tier for a small, anonymous provider without a licence that never slips, computed by the same code that rates. One unit of evidence is a day on which somebody tested and found nothing."
          >
            Reachable tiers
          </SectionHeading>
          <ReachablePaths paths={paths} />
        </section>
        <section>
          <SectionHeading
            id="calibration"
            lead="Did as many fail as was said? Sources are never pooled: what this index announced, and a file of yours of which you know how it ended."
          >
            What forecasts were worth
          </SectionHeading>
          <Tabs
            label="Forecasts of"
            items={[
              {
                value: "index",
                label: "This index",
                content: <IndexCalibration calibration={calibration} studies={studies} />,
              },
              { value: "file", label: "A file of yours", content: <LazyBacktestPanel /> },
            ]}
          />
        </section>
        <section>
          <SectionHeading
            id="life"
            lead="A tier can move since the world changed, or since the rules did. The second is announced with its file and with who would move, at least 14 days ahead; ratings of before are never rewritten."
          >
            Changes of the rules
          </SectionHeading>
          <ModelLife coming={coming} history={form?.history ?? []} />
          <p className="mt-3 max-w-prose text-muted text-sm">
            How models are announced and put in force: <Link href="/docs/protocol/models">models</Link>. What the marks
            mean: <Link href="/docs/concepts/marks">marks</Link>.
          </p>
        </section>
        <section>
          <SectionHeading
            id="draws"
            lead="What no machine can decide is decided by people who are drawn by lot. Who could still bend the lot, and what shows it."
          >
            Drawing reviewers
          </SectionHeading>
          <DrawsLeft />
        </section>
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
