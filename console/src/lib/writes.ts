/** Counts what this page has written: an answer to a question that was asked before a write is not shown after it. */
let count = 0;

export function noteWrite(): void {
  count += 1;
}

export function countWrites(): number {
  return count;
}
