import { ApiError } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";

export function forbidden(error: string): ApiError {
  return new ApiError({ status: 403, code: "forbidden", error });
}

/** Admins change every schedule of their organisation, members those that they created. Throws 403 otherwise. */
export function requireRightToChange(
  { organization: { role }, userId }: Pick<ServiceContext, "organization" | "userId">,
  schedule: { created_by: string | null },
): void {
  if (
    role === "admin" || (role === "member" && schedule.created_by === userId)
  ) return;
  throw forbidden("This schedule is somebody else's. Its creator or an admin can change it.");
}
