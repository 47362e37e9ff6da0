/** A promise that did not hold. `rule` names it, `detail` says what was seen. */
export class Violation extends Error {
  override readonly name = "Violation";

  constructor(readonly rule: string, readonly detail: string) {
    super(`${rule}: ${detail}`);
  }
}
