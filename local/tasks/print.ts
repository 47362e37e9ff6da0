const encoder = new TextEncoder();

/** One line for the person at the terminal; a closed pipe (`| head`) is not an error. */
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
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
