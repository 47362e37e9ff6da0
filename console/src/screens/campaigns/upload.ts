import { answer, api, inOrganization } from "../../api/client.ts";
import type { components } from "../../api/types.ts";
import { keepFile } from "./kept-file.ts";
import type { Matches, Sheet } from "./sheet.ts";

/** What is said of a campaign before its audience. */
export type Facts = Pick<
  components["schemas"]["NewCampaign"],
  "name" | "agent_id" | "purpose" | "call_topic" | "call_language"
>;

/** Makes the draft; the same key again, after an answer that was lost, makes no second one. */
export async function makeDraft(facts: Facts, key: string): Promise<string> {
  const path = inOrganization();
  const { campaign } = await answer(
    api.POST("/call-scheduling/{org_slug}/campaigns", {
      params: { path, header: { "idempotency-key": key } },
      body: facts,
    }),
  );
  return campaign.id;
}

/** Sends the file as it is: who reads it is the server, by the columns that were matched. */
export async function sendFile(
  id: string,
  { file }: Sheet,
  matches: Matches,
  country: string,
): Promise<void> {
  const columns = Object.fromEntries(Object.entries(matches).filter(([, column]) => column !== null));
  await answer(
    api.PUT("/call-scheduling/{org_slug}/campaigns/{id}/audience", {
      params: {
        path: { ...inOrganization(), id },
        query: { ...columns, ...(country !== "" && { contact_country: country }) },
      },
      headers: { "content-type": "text/csv" },
      body: "",
      bodySerializer: () => file,
    }),
  );
  keepFile(id, file);
}

export async function sendRule(id: string, ruleId: string): Promise<void> {
  await answer(
    api.PUT("/call-scheduling/{org_slug}/campaigns/{id}/audience", {
      params: { path: { ...inOrganization(), id } },
      body: { rule_id: ruleId },
    }),
  );
}
