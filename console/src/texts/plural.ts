/** "1 call", "2 calls". */
export function plural(count: number, one: string, other: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : other}`;
}

/** The same of Hindi, whose words of this console do not change. */
export function counted(count: number, words: string): string {
  return `${count.toLocaleString("hi-IN")} ${words}`;
}
