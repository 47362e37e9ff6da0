import { Heading } from "../../components/Heading.tsx";
import { type Tab, Tabs } from "../../components/Tabs.tsx";
import { formatNumber } from "../../lib/format.ts";
import { href } from "../../lib/router.ts";
import { contactTexts } from "../../texts/contacts.ts";
import type { ScreenProps } from "../screen.ts";
import { ContactList } from "./ContactList.tsx";
import { compliance } from "./resources.ts";
import { Rules } from "./Rules.tsx";
import { SyncLine } from "./SyncLine.tsx";

const parts = ["overdue", "problems", "all", "rules"] as const;
type Part = typeof parts[number];

/** The people whom HubSpot knows, and the rules that plan calls to them. */
export default function Contacts({ rest, query }: ScreenProps) {
  const t = contactTexts.value;
  const part: Part = parts.find((one) => one === rest[0]) ?? "overdue";
  const { data } = compliance.use("");
  const overdue = data.value?.overdue;
  const tabs: Tab[] = parts.map((id) => ({
    id,
    label: id === "overdue" && overdue !== undefined ? t.counted(t.overdue, formatNumber(overdue)) : t[id],
    href: href(["contacts", id]),
  }));
  return (
    <>
      <Heading title={t.title} />
      <SyncLine />
      <Tabs label={t.parts} tabs={tabs} current={part} />
      {part === "rules" ? <Rules /> : <ContactList key={part} part={part} query={query} />}
    </>
  );
}
