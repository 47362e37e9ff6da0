import * as z from "../shared/zod.ts";
import { phone, wholeNumber } from "../shared/fields.ts";
import { contactCountry } from "../suppressions/input-schema.ts";

export const testCallInput = z.strictObject({
  contact_phone: phone().openapi({
    description: "Of whoever tries it: E.164, unless contact_country is sent.",
  }),
  contact_country: contactCountry,
  position: wholeNumber(1, 2_147_483_647).optional().openapi({
    description:
      "The contact whose name the agent says, by its position as the contacts of the campaign have it. Left out: the first.",
  }),
}).openapi("CampaignTestCall", { example: { contact_phone: "+919876543210" } });

export type TestCallInput = z.output<typeof testCallInput>;
