interface Found {
  columns: readonly { schema?: string | null }[];
  views: readonly object[];
}

const schemasToReach = ["public", "auth"];

/**
 * What the library knows of the database it goes through at every request, and looks for casts in the text of every view, for
 * each of its columns: a third of what a call of a function cost here. This leaves it the columns that can be reached, and no texts.
 */
export function keepIntrospectionSmall(connection: object): void {
  const write: unknown = Reflect.get(connection, "writeCachedIntrospection");
  if (typeof write !== "function") {
    throw new Error("@supabase/lite has changed: it keeps what it knows of the database in another way.");
  }
  Object.assign(connection, {
    writeCachedIntrospection: (found: Found, options: unknown) =>
      write.call(connection, {
        ...found,
        columns: found.columns.filter(({ schema }) => schemasToReach.includes(schema ?? "public")),
        views: found.views.map((view) => ({ ...view, sql: "" })),
      }, options),
  });
}
