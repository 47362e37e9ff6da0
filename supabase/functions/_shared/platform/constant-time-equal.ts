/** Compares secrets in a time that does not tell how much of them is right. Their lengths are not hidden. */
export function constantTimeEqual(one: string, other: string): boolean {
  const left = new TextEncoder().encode(one);
  const right = new TextEncoder().encode(other);
  let difference = left.length ^ right.length;
  for (const [index, byte] of left.entries()) {
    difference |= byte ^ (right[index] ?? 0);
  }
  return difference === 0;
}
