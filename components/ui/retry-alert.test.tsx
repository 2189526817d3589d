import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RetryAlert } from "./retry-alert.tsx";
import { ErrorState } from "./states.tsx";

test("whatever did not come to an end is announced, with one button that tries once more", () => {
  const nothing = () => undefined;
  const quiet = renderToStaticMarkup(<RetryAlert title="Not read" onRetry={nothing} />);
  const loud = renderToStaticMarkup(
    <RetryAlert tone="failed" title="Not read" again="Check again" onRetry={nothing}>
      Nothing is lost.
    </RetryAlert>,
  );
  expect([quiet, loud].map((html) => /role="(\w+)"/.exec(html)?.[1])).toEqual(["status", "alert"]);
  expect([quiet, loud].map((html) => html.match(/<button[^>]*>([^<]+)<\/button>/g)?.length)).toEqual([1, 1]);
  expect([quiet.includes("Try again"), loud.includes("Check again"), loud.includes("Try again")]).toEqual([
    true,
    true,
    false,
  ]);
});

test("a whole area that could not be read offers to try again, or what it says instead", () => {
  const nothing = () => undefined;
  const buttonsOf = (html: string) =>
    Array.from(html.matchAll(/<button[^>]*>([^<]+)<\/button>/g), ([, words]) => words);
  const read = renderToStaticMarkup(<ErrorState title="Not read" onRetry={nothing} />);
  expect(buttonsOf(read)).toEqual(["Try again"]);
  expect(read).toContain('role="alert"');
  expect(buttonsOf(renderToStaticMarkup(<ErrorState title="Not read" />))).toEqual([]);
  const other = <button type="button">Look elsewhere</button>;
  expect(buttonsOf(renderToStaticMarkup(<ErrorState title="Not read" action={other} />))).toEqual(["Look elsewhere"]);
});
