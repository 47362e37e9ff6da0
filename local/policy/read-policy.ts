import * as z from "zod";
import { StackError } from "../stack/stack-error.ts";
import { type JurisdictionFile, jurisdictionFile, type PackFile, packFile } from "./policy-schema.ts";
import { type Correction, readCorrections } from "./read-corrections.ts";

export interface Policy {
  pack: PackFile;
  /** By name of file. */
  jurisdictions: JurisdictionFile[];
  corrections: Correction[];
}

/** The law as data out of `directory` (supabase/policy). Throws StackError naming file and place of what is wrong. */
export async function readPolicy(directory: string): Promise<Policy> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(`${directory}/jurisdictions`)) names.push(name);
  const jurisdictions: JurisdictionFile[] = [];
  for (const name of names.sort()) {
    const path = `jurisdictions/${name}`;
    const file = await readJson(directory, path, jurisdictionFile);
    if (name !== `${file.jurisdiction === "*" ? "default" : file.jurisdiction}.json`) {
      throw new StackError(`supabase/policy/${path} says that it is ${file.jurisdiction}'s.`);
    }
    jurisdictions.push(file);
  }
  refuseRepeatedIds(jurisdictions);
  return {
    pack: await readJson(directory, "pack.json", packFile),
    jurisdictions,
    corrections: readCorrections(await Deno.readTextFile(`${directory}/holiday-corrections.csv`)),
  };
}

async function readJson<T>(directory: string, path: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse(await Deno.readTextFile(`${directory}/${path}`)));
  if (parsed.success) return parsed.data;
  throw new StackError(`supabase/policy/${path}:\n${z.prettifyError(parsed.error)}`);
}

function refuseRepeatedIds(jurisdictions: readonly JurisdictionFile[]): void {
  const seen = new Set<string>();
  for (const { id } of jurisdictions.flatMap(({ rules }) => rules)) {
    if (seen.has(id)) throw new StackError(`The rule ${id} is there twice.`);
    seen.add(id);
  }
}
