import type * as z from "zod";
import type { Database, Json } from "./database.types.ts";

type Schema = Database["public"];

/**
 * What the generator cannot see: in SQL any argument may be null, a JSON one is whatever JSON can say, and a bigint is
 * given as its digits where it may be more than a number holds.
 */
type Argument<Type> = Json extends Type ? unknown
  : Type extends readonly (infer Item)[] ? readonly Item[] | null
  : Type extends number ? number | string | null
  : Type | null;

type Functions = {
  [Name in keyof Schema["Functions"]]: Omit<Schema["Functions"][Name], "Args"> & {
    Args: {
      [Key in keyof Schema["Functions"][Name]["Args"]]: Argument<Schema["Functions"][Name]["Args"][Key]>;
    };
  };
};

/** The database as the client is typed by it: a table, column, function or argument of another name does not compile. */
export type DatabaseShape = { public: Omit<Schema, "Functions"> & { Functions: Functions } };

export type FunctionName = keyof Functions & string;
export type FunctionArguments<Name extends FunctionName> = Functions[Name]["Args"];

type Relations = Schema["Tables"] & Schema["Views"];
export type RelationName = keyof Relations;

/** A schema of which every key is a column of the table or view. */
export type RowSchema<Name extends RelationName, Shape extends z.ZodRawShape> = z.ZodObject<
  Shape & { [Key in Exclude<keyof Shape, keyof Relations[Name]["Row"]>]: never }
>;
