/** Hands a text or bytes, as they are, to the person as a file, without a server in between. */
export function saveFile(name: string, content: string | Uint8Array<ArrayBuffer>, type = "application/json"): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The download holds its own reference by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
