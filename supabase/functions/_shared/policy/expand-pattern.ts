/**
 * Every text that a pattern stands for: words, where `a/b` is either of them, `[…]` may be left out, and `[a/b]` is either or
 * none. `remove/delete [my] number` is four.
 */
export function expandPattern(pattern: string): string[] {
  return pattern.split(" ").reduce<string[]>((texts, part) => {
    const isOptional = part.startsWith("[") && part.endsWith("]");
    const words = (isOptional ? part.slice(1, -1) : part).split("/");
    const ways = isOptional ? ["", ...words] : words;
    return texts.flatMap((text) => ways.map((word) => word === "" ? text : `${text} ${word}`.trimStart()));
  }, [""]);
}
