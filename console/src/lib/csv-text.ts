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
