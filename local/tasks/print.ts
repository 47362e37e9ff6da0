const encoder = new TextEncoder();

/** What a closed pipe (`| head`), a full disk and a closed terminal say. */
const unwritable = ["EPIPE", "ENOSPC", "EIO"];

/** One line for the person at the terminal; that it cannot be written is no reason to end what it tells of. */
export function printLine(line: string): void {
  write(Deno.stdout, line);
}

export function printError(line: string): void {
  write(Deno.stderr, line);
}

function write(stream: { writeSync(bytes: Uint8Array): number }, line: string): void {
  try {
    const bytes = encoder.encode(`${line}\n`);
    for (let written = 0; written < bytes.length;) written += stream.writeSync(bytes.subarray(written));
  } catch (error) {
    if (!(error instanceof Error) || !unwritable.includes(String(Reflect.get(error, "code")))) throw error;
  }
}
