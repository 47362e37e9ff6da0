/** The story could not be told to its end; the message says which step failed and what was seen. */
export class DemoFailure extends Error {
  override name = "DemoFailure";
}
