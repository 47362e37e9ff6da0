import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";

/** A contact's id as calls and contacts are kept by it: the database says, so that what was booked under an id is found by it. */
export function askContactId({ db }: Pick<ServiceContext, "db">, sent: string): Promise<string> {
  return createFunctionCaller(db)(z.string(), "plain_contact_id", { p_id: sent });
}
