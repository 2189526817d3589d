/**
 * Indents compact JSON text without parsing it: every character of the input stays, only line breaks and spaces are
 * added, so that big numbers, escapes and key order are shown as signed.
 */
export function indentJson(text: string): string {
  let out = "";
  let depth = 0;
  let inString = false;
  const line = () => `\n${"  ".repeat(depth)}`;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (inString) {
      out += char;
      if (char === "\\") out += text.charAt(++i);
      else if (char === '"') inString = false;
    } else if (char === '"') {
      inString = true;
      out += char;
    } else if (char === "{" || char === "[") {
      const isEmpty = text.charAt(i + 1) === (char === "{" ? "}" : "]");
      if (isEmpty) out += char + text.charAt(++i);
      else {
        depth++;
        out += char + line();
      }
    } else if (char === "}" || char === "]") {
      depth = Math.max(0, depth - 1);
      out += line() + char;
    } else if (char === ",") out += char + line();
    else if (char === ":") out += ": ";
    else out += char;
  }
  return out;
}
