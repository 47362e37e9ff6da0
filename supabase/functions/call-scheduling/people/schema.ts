import { codes } from "../../_shared/platform/codes.ts";
import * as z from "../shared/zod.ts";

const time = z.string().openapi({ format: "date-time" });

export const memberRole = z.enum(codes.member_role);

export const member = z.object({
  user_id: z.guid(),
  name: z.string().nullable().openapi({
    description: "What colleagues know somebody by: what stands before the @.",
  }),
  email: z.string().nullable().openapi({ description: "For admins; null for others." }),
  role: memberRole,
  joined_at: time,
}).openapi("Member");

export type Member = z.output<typeof member>;
