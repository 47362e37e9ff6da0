import type { ComponentType } from "preact";
import { may } from "../../auth/organizations.ts";
import { Heading } from "../../components/Heading.tsx";
import { Tabs } from "../../components/Tabs.tsx";
import { href } from "../../lib/router.ts";
import { NotThere } from "../../shell/NotThere.tsx";
import type { SettingsTexts } from "../../texts/settings.en.ts";
import { settingsTexts } from "../../texts/settings.ts";
import type { ScreenProps } from "../screen.ts";
import { Agents } from "./Agents.tsx";
import { Audit } from "./Audit.tsx";
import { Consents } from "./Consents.tsx";
import { DoNotCall } from "./DoNotCall.tsx";
import { Health } from "./Health.tsx";
import { Hours } from "./Hours.tsx";
import { Hubspot } from "./Hubspot.tsx";
import { MyAccount } from "./MyAccount.tsx";
import { Organization } from "./Organization.tsx";
import { People } from "./People.tsx";
import { PersonData } from "./PersonData.tsx";
import { Webhooks } from "./Webhooks.tsx";

interface Part {
  id: keyof SettingsTexts["tabs"];
  show: ComponentType<ScreenProps>;
  /** What only admins can read is not shown to others. */
  forAdmins?: boolean;
}

const parts: readonly Part[] = [
  { id: "people", show: People },
  { id: "agents", show: Agents },
  { id: "hours", show: Hours },
  { id: "hubspot", show: Hubspot, forAdmins: true },
  { id: "do-not-call", show: DoNotCall },
  { id: "consents", show: Consents },
  { id: "person", show: PersonData, forAdmins: true },
  { id: "webhooks", show: Webhooks, forAdmins: true },
  { id: "organization", show: Organization },
  { id: "health", show: Health },
  { id: "audit", show: Audit, forAdmins: true },
  { id: "account", show: MyAccount },
];

/** Its parts have addresses of their own: `#/acme/settings/hubspot`. */
export default function Settings(props: ScreenProps) {
  const t = settingsTexts.value;
  const shown = parts.filter(({ forAdmins }) => forAdmins !== true || may.manage());
  const part = shown.find(({ id }) => id === (props.rest[0] ?? "people"));
  if (part === undefined) return <NotThere />;
  return (
    <>
      <Heading title={t.title} />
      <Tabs
        label={t.title}
        tabs={shown.map(({ id }) => ({ id, label: t.tabs[id], href: href(["settings", id]) }))}
        current={part.id}
      />
      <part.show key={part.id} {...props} />
    </>
  );
}
