/**
 * What a migration says of data that it changes on purpose, a line for each table or column, with the reason:
 * `-- changes data of public.call_schedules.attention_reason: the sentence becomes a code`.
 */
export function readMeantChanges(migration: string): string[] {
  return [...migration.matchAll(/^-- changes data of ([a-z_]+\.[a-z_]+(?:\.[a-z_]+)?): \S.*$/gm)]
    .flatMap(([, name]) => name === undefined ? [] : [name]);
}
