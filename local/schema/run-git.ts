import { StackError } from "../stack/stack-error.ts";

/** What git prints about the repository in `root`, to the byte. Throws StackError with git's own words when it fails. */
export async function runGit(root: string, ...args: string[]): Promise<string> {
  let result: Deno.CommandOutput;
  try {
    result = await new Deno.Command("git", {
      args,
      cwd: root,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    })
      .output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new StackError("git is needed to look into the history of the migrations: install it.");
  }
  const decoder = new TextDecoder();
  if (result.success) return decoder.decode(result.stdout);
  throw new StackError(`git ${args[0]} failed: ${decoder.decode(result.stderr).trim()}`);
}

export function splitLines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
