/** The way to the database, which counts what is asked and may do something else for a function. */
export function watchDatabase(
  instead: Record<string, (send: () => Promise<Response>) => Promise<Response>> = {},
) {
  const asked: string[] = [];
  const send: typeof fetch = (input, init) => {
    const name = new URL(input instanceof Request ? input.url : input).pathname.split("/").at(-1) ?? "";
    asked.push(name);
    const go = () => fetch(input, init);
    return instead[name]?.(go) ?? go();
  };
  return { fetch: send, count: (name: string) => asked.filter((one) => one === name).length };
}
