ALTER TABLE "public"."campaign_contacts"
  DROP CONSTRAINT "campaign_contacts_contact_id_check";

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_contact_id_check" CHECK (((contact_id IS NULL) OR private.is_text(contact_id, 128)));
