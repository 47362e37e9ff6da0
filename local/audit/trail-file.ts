import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { StackError } from "../stack/stack-error.ts";
import { parseWrittenJson } from "./canonical-json.ts";
import { type TrailEntry, trailEntry } from "./trail-entries.ts";

/** Writes entries as JSON, a line each; says how many rows they hold. Throws where the file is already there. */
export async function writeTrailFile(path: string, entries: AsyncIterable<TrailEntry>): Promise<number> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  const encoder = new TextEncoder();
  let rows = 0;
  let lines = "";
  for await (const entry of entries) {
    if (entry.kind === "row") rows++;
    lines += `${JSON.stringify(entry)}\n`;
    if (lines.length >= 1_000_000) {
      await writeAll(file, encoder.encode(lines));
      lines = "";
    }
  }
  await writeAll(file, encoder.encode(lines));
  return rows;
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
}

/** The entries of an exported file. Throws a StackError that names the line that is none. */
export async function* readTrailFile(path: string): AsyncGenerator<TrailEntry> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number++;
    const entry = trailEntry.safeParse(parseLine(line));
    if (!entry.success) {
      throw new StackError(`${path}, line ${number}: this is no line of an exported trail.`);
    }
    yield entry.data;
  }
}

function parseLine(line: string): unknown {
  try {
    return parseWrittenJson(line);
  } catch {
    return undefined;
  }
}
