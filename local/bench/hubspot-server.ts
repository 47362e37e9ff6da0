import type { ContactInput } from "../simulators/hubspot/contact-input.ts";
import { startHubspotSimulator } from "../simulators/hubspot/start-hubspot-simulator.ts";
import { printError } from "../tasks/print.ts";

// Entry point of its own process: the HubSpot simulator with so many contacts (first argument) and no limits of its own,
// open to the key of the second argument.

const [count = "0", token = ""] = Deno.args;
const dayMs = 86_400_000;
const today = Math.floor(Date.now() / dayMs) * dayMs;

const contacts = Array.from({ length: Number(count) }, (_, index): ContactInput => ({
  id: String(1_000_000 + index),
  properties: {
    firstname: "Asha",
    lastname: `Rao ${index}`,
    // Of a hundred numbers four are missing, two are none, and ten lack their country's code.
    phone: index % 100 < 4
      ? null
      : index % 100 < 6
      ? "none"
      : `${index % 100 < 16 ? "0" : "+91 "}98${10_000_000 + index}`,
    country: "India",
    hs_timezone: "asia_slash_kolkata",
    lifecyclestage: index % 3 === 0 ? "customer" : "lead",
    last_checkup_date: new Date(today - index % 30 * dayMs).toISOString().slice(0, 10),
  },
}));
const simulator = await startHubspotSimulator({
  token,
  contacts,
  searchesPerSecond: null,
  requestsPerTenSeconds: null,
  requestsPerDay: null,
});
printError(`Listening on ${simulator.url}`);
