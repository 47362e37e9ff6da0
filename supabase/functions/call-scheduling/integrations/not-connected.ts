import { ApiError } from "../../_shared/platform/errors.ts";

/** 409 for what only a connected organisation allows. */
export function notConnected(): ApiError {
  return new ApiError({
    status: 409,
    code: "hubspot_not_connected",
    error: "The organisation is not connected to HubSpot. Connect it with PUT integrations/hubspot first.",
  });
}
