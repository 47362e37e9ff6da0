import { type Config, ConfigProblem, parseConfig } from "./parse-config.ts";

export type { Config } from "./parse-config.ts";

/** As index.html has asked for it already: in another mode it would be asked for twice. A host says no-cache of it. */
export async function readConfig(): Promise<Config> {
  let text: unknown;
  try {
    const answer = await fetch("config.json");
    if (!answer.ok) throw new ConfigProblem(null);
    text = await answer.json();
  } catch {
    throw new ConfigProblem(null);
  }
  return parseConfig(text, document.baseURI);
}
