/** The groups of the API's description. */
export const tags = {
  agents: "Agents",
  alerts: "Alerts",
  audit: "Audit trail",
  callSchedules: "Call schedules",
  campaigns: "Campaigns",
  consents: "Consents",
  contacts: "Contacts",
  suppressions: "Do-not-call list",
  hubspot: "HubSpot",
  organization: "Organisation",
  people: "People",
  policy: "Calling policy",
  recovery: "Recovery",
  reports: "Reports",
  rules: "Rules",
  webhooks: "Webhooks",
} as const;

/** In the order of their names. */
export const tagDescriptions = [
  { name: tags.agents, description: "The voice agents that speak for the organisation, and what they say." },
  {
    name: tags.alerts,
    description: "What stands in the organisation's way, and from when on it is told of it.",
  },
  { name: tags.audit, description: "Who changed what, and when." },
  { name: tags.callSchedules, description: "The calls that are booked, and what became of them." },
  {
    name: tags.policy,
    description: "When and how often people may be called, on top of the law where the phone rings.",
  },
  { name: tags.campaigns, description: "Calls to many people, planned as their turns come." },
  { name: tags.consents, description: "Who agreed to be called, and the proof of it." },
  { name: tags.contacts, description: "The contacts, as they were last read from HubSpot." },
  { name: tags.suppressions, description: "The numbers that are not called, and why." },
  {
    name: tags.hubspot,
    description: "The connection to HubSpot, and the calls that are written back to it.",
  },
  { name: tags.organization, description: "How things stand in the organisation, and who belongs to it." },
  { name: tags.people, description: "Everything that is kept of a person: told, and erased." },
  {
    name: tags.recovery,
    description: "After the database was restored from a backup: what was called since, and what waits.",
  },
  { name: tags.reports, description: "What the calls of a time came to." },
  { name: tags.rules, description: "What plans calls by itself, from the contacts of HubSpot." },
  { name: tags.webhooks, description: "Endpoints of yours that are told of events as they happen." },
];
