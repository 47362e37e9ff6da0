/** All of them at each step, or one at each step, in turn. */
export function takeTurns<Way>(ways: readonly Way[], step: number, every: boolean): readonly Way[] {
  return every ? ways : ways.filter((_, index) => index === step % ways.length);
}
