/**
 * Copies a stream to the end of a file and hands over each line. Resolves when the stream ends. A line that the file has
 * no room for is handed over all the same: a full disk must not end whoever writes the stream.
 */
export async function readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  logFile: string,
  onLine: (line: string) => void,
): Promise<void> {
  const log = await Deno.open(logFile, { create: true, append: true });
  const encoder = new TextEncoder();
  let rest = "";
  try {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        await writeAll(log, encoder.encode(`${line}\n`)).catch(() => {});
        onLine(line);
      }
    }
    if (rest) onLine(rest);
  } finally {
    log.close();
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
}
