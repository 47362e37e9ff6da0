import { type Config, ConfigProblem, parseConfig } from "./parse-config.ts";

export type { Config } from "./parse-config.ts";

export async function readConfig(): Promise<Config> {
  let text: unknown;
  try {
    const answer = await fetch("config.json", { cache: "no-store" });
    if (!answer.ok) throw new ConfigProblem(null);
    text = await answer.json();
  } catch {
    throw new ConfigProblem(null);
  }
  return parseConfig(text, document.baseURI);
}
