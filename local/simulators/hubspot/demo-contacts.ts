import type { ContactInput } from "./contact-input.ts";

const dayMs = 86_400_000;

/**
 * The patients of a small clinic near Pune, one for each thing that can be said of a contact. The numbers are made up.
 *
 * @param today the clinic's calendar day, `YYYY-MM-DD`; check-ups are so many days before it.
 */
export function demoContacts(today: string): ContactInput[] {
  const daysAgo = (days: number) => new Date(Date.parse(today) - days * dayMs).toISOString().slice(0, 10);
  const contacts: [string, string, Record<string, string | null>][] = [
    ["Asha", "Rao", { mobilephone: "+919876543201", last_checkup_date: daysAgo(5) }],
    ["Vikram", "Deshpande", { phone: "098765 43202", last_checkup_date: daysAgo(12), country: "India" }],
    ["Meera", "Kulkarni", {
      phone: "+91 98765 43203",
      last_checkup_date: daysAgo(190),
      hs_timezone: "asia_slash_kolkata",
      hs_language: "hi-in",
    }],
    // A couple that shares one telephone.
    ["Sunita", "Joshi", { phone: "+919876543204", last_checkup_date: daysAgo(30) }],
    ["Prakash", "Joshi", { phone: "+919876543204", last_checkup_date: daysAgo(45) }],
    // Has asked not to be called.
    ["Ravi", "Shinde", { mobilephone: "+919876543206", last_checkup_date: daysAgo(60), do_not_call: "true" }],
    // Seen a short time ago.
    ["Kavita", "Pawar", { mobilephone: "+919876543207", last_checkup_date: daysAgo(1) }],
    ["Arjun", "Patil", { mobilephone: "+919876543208", last_checkup_date: daysAgo(4) }],
    // Never seen yet.
    ["Neha", "Gokhale", { mobilephone: "+919876543209", last_checkup_date: null }],
    // Cannot be reached.
    ["Ganesh", "More", { last_checkup_date: daysAgo(20) }],
    ["Lata", "Bhosale", { phone: "ask at reception", last_checkup_date: daysAgo(25) }],
    // A day that is yet to come was entered as the last check-up.
    ["Sanjay", "Apte", { mobilephone: "+919876543212", last_checkup_date: daysAgo(-14) }],
  ];
  return contacts.map(([firstname, lastname, properties], index) => ({
    id: String(40_000_101 + index * 7),
    properties: {
      firstname,
      lastname,
      email: `${firstname}.${lastname}@patients.test`.toLowerCase(),
      ...properties,
    },
  }));
}
