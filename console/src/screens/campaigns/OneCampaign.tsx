import { may } from "../../auth/organizations.ts";
import { Loaded } from "../../components/Loaded.tsx";
import { NotThere } from "../../shell/NotThere.tsx";
import { Draft } from "./Draft.tsx";
import { oneCampaign } from "./resources.ts";
import { Running } from "./Running.tsx";

/** A draft goes on in its steps; what was started shows its life. */
export function OneCampaign({ id, query }: { id: string; query: URLSearchParams }) {
  const answered = oneCampaign.use(id);
  if (answered.problem.value?.status === 404) return <NotThere />;
  return (
    <Loaded of={answered}>
      {(campaign) =>
        campaign.state === "draft" && may.manage()
          ? <Draft campaign={campaign} step={query.get("step")} />
          : <Running campaign={campaign} query={query} />}
    </Loaded>
  );
}
