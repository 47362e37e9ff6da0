import { contactId } from "../shared/fields.ts";
import { inOrganization } from "../shared/routes.ts";

export const withContactId = inOrganization.extend({
  contact_id: contactId().openapi({
    description: "The contact's id in HubSpot, or in another CRM.",
    example: "40000101",
  }),
});
