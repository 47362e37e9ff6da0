const line = /^\s*(user|human|customer|assistant|agent|bot|system)\s*:\s*(.*)$/i;

/** What the person said, turn by turn, of a transcript with a speaker before each line; a line without one goes on. */
export function readUserTurns(transcript: string): string[] {
  const turns: { isUser: boolean; text: string }[] = [];
  for (const text of transcript.split("\n")) {
    const [, speaker, said = ""] = line.exec(text) ?? [];
    const last = turns.at(-1);
    if (speaker !== undefined) turns.push({ isUser: /user|human|customer/i.test(speaker), text: said });
    else if (last) last.text += ` ${text}`;
  }
  return turns.flatMap(({ isUser, text }) => isUser && text.trim() !== "" ? text : []);
}
