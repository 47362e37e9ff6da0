/** A failure the operator can mend. Its message is one sentence that names what is wrong and what to do. */
export class StackError extends Error {
  override name = "StackError";
}
