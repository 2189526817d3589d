/**
 * Prints one sheet without the page around it: a frame is filled by script, so no style or markup needs an exception
 * from the content security policy, and nothing is fetched.
 */
export type Sheet = {
  readonly title: string;
  readonly lines: readonly string[];
  /** Facts by name, one line each. */
  readonly facts: readonly (readonly [string, string])[];
  /** Printed in a fixed-width face, to be typed or scanned back. */
  readonly body: string;
};

function add(parent: HTMLElement, tag: string, text: string, style: Partial<CSSStyleDeclaration> = {}): HTMLElement {
  const element = parent.ownerDocument.createElement(tag);
  element.textContent = text;
  Object.assign(element.style, style);
  parent.append(element);
  return element;
}

export function printSheet(sheet: Sheet): void {
  const frame = document.createElement("iframe");
  frame.title = sheet.title;
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0", visibility: "hidden" });
  document.body.append(frame);
  const inner = frame.contentWindow;
  if (inner === null) return;
  const { body } = inner.document;
  inner.document.title = sheet.title;
  Object.assign(body.style, { font: "11pt/1.5 sans-serif", color: "#000", margin: "12mm" });
  add(body, "h1", sheet.title, { fontSize: "18pt", margin: "0 0 6mm" });
  for (const line of sheet.lines) add(body, "p", line, { margin: "0 0 3mm" });
  for (const [name, value] of sheet.facts) {
    const row = add(body, "p", `${name}: `, { margin: "0 0 2mm" });
    add(row, "code", value, { fontFamily: "monospace", overflowWrap: "anywhere" });
  }
  add(body, "pre", sheet.body, {
    fontFamily: "monospace",
    fontSize: "10pt",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    border: "1px solid #000",
    padding: "4mm",
  });
  inner.addEventListener("afterprint", () => frame.remove());
  inner.focus();
  inner.print();
}
