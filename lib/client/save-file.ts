/** Hands a text to the person as a file, without a server in between. */
export function saveFile(name: string, text: string, type = "application/json"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The download holds its own reference by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
