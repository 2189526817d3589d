import { RailCaption, RailLabels } from "./rail-caption.tsx";
import { RailColumn } from "./rail-column.tsx";
import { DRAWING_HEIGHT, RailDrawing } from "./rail-drawing.tsx";
import { type RailFacts, titleOf } from "./rail-model.ts";

/** The rails as the server draws them: complete to look at, and needing no script until they can be read by keys. */
export function RailsSketch({ facts }: { facts: RailFacts }) {
  return (
    <figure className="min-w-0 rounded-lg border border-divider">
      <div className="min-h-11 px-4 pt-3">
        <h2 className="text-base">{titleOf(facts)}</h2>
      </div>
      <div className="px-4 py-2">
        <RailColumn facts={facts} />
        <div className="hidden sm:block">
          <RailLabels>
            <div style={{ height: DRAWING_HEIGHT }}>
              <RailDrawing facts={facts} focused={undefined} />
            </div>
          </RailLabels>
          <p className="mt-2 min-h-6" />
        </div>
      </div>
      <figcaption className="px-4 pb-3 text-muted text-sm">
        <RailCaption facts={facts} />
      </figcaption>
    </figure>
  );
}
