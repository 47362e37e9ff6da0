/** What came of the one `POST /call`, as the client saw it. */
export type PlaceAnswer =
  | {
    kind: "answered";
    status: number;
    /** Null when the body had none or could not be read. */
    executionId: string | null;
    bolnaStatus: string | null;
    /** Bolna's own words, or null. */
    message: string | null;
    retryAfterSeconds: number | null;
  }
  /** The connection was never made: no byte of the request left. */
  | { kind: "not_sent"; message: string }
  /** The request may have arrived, and no answer did. */
  | { kind: "no_answer"; timedOut: boolean; message: string };
