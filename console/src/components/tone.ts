/** What a state means for whoever reads it. The word says it too: colour alone says nothing. */
export type Tone = "neutral" | "info" | "success" | "warning" | "error" | "dark";
