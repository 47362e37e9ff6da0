/** One line of a file that Excel opens, with every cell quoted. A cell that it would take for a formula begins with '. */
function toLine(cells: readonly (string | number | null)[]): string {
  return cells.map((cell) => {
    const text = String(cell ?? "");
    const safe = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  }).join(",");
}

export function toCsv(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  // The mark tells Excel that it is UTF-8.
  return `\uFEFF${[head, ...rows].map(toLine).join("\r\n")}\r\n`;
}

/** Saves a text as a file; its name holds no name and no number of anybody. */
export function saveFile(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
