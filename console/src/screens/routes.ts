import type { Screen } from "./screen.ts";

/** Every screen, in the order of the navigation. */
export const screens: readonly Screen[] = [
  {
    path: "today",
    label: (t) => t.nav.today,
    icon: "today",
    key: "t",
    onPhone: "bar",
    load: () => import("./today/Today.tsx"),
  },
  {
    path: "calls",
    label: (t) => t.nav.calls,
    icon: "calls",
    key: "c",
    onPhone: "bar",
    load: () => import("./calls/Calls.tsx"),
  },
  {
    path: "contacts",
    label: (t) => t.nav.contacts,
    icon: "contacts",
    key: "o",
    onPhone: "bar",
    load: () => import("./contacts/Contacts.tsx"),
  },
  {
    path: "campaigns",
    label: (t) => t.nav.campaigns,
    icon: "campaigns",
    key: "m",
    onPhone: "more",
    load: () => import("./campaigns/Campaigns.tsx"),
  },
  {
    path: "reports",
    label: (t) => t.nav.reports,
    icon: "reports",
    key: "r",
    onPhone: "more",
    load: () => import("./reports/Reports.tsx"),
  },
  {
    path: "settings",
    label: (t) => t.nav.settings,
    icon: "settings",
    key: "s",
    onPhone: "more",
    load: () => import("./settings/Settings.tsx"),
  },
];
