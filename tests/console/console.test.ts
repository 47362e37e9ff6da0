// All in one file, so that one stack and one browser serve them. Each file of cases tells one screen; `--filter` picks a test.
const names: string[] = [];
for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
  if (name.endsWith(".cases.ts")) names.push(name);
}
for (const name of names.sort()) await import(`./${name}`);
