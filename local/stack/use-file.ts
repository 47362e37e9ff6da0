import { StackError } from "./stack-error.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or directory",
  EEXIST: "it is there already: name another one",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is no directory",
  EACCES: "it may not be opened",
  EPERM: "it may not be opened",
};

/** Runs `use` on a file that somebody named; where the system refuses the file, throws a StackError that says which and why. */
export async function useFile<Result>(path: string, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } catch (error) {
    const reason = error instanceof Error ? reasons[String(Reflect.get(error, "code"))] : undefined;
    if (reason === undefined) throw error;
    throw new StackError(`${path}: ${reason}.`);
  }
}
