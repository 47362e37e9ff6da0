import { plural } from "./plural.ts";

export const reportsEn = {
  title: "Reports",
  csv: "CSV",
  csvOf: (title: string) => `CSV: ${title}`,
  chartOf: (title: string) => `Chart: ${title}`,
  print: "Print",
  filters: "What the report is of",
  period: "Period",
  lastDays: (days: number) => `Last ${days} days`,
  ownDays: "Choose days",
  from: "From",
  to: "To",
  agent: "Agent",
  allAgents: "All agents",
  campaign: "Campaign",
  allCampaigns: "All campaigns",
  about: (name: string, from: string, to: string, zone: string) =>
    `${name}, ${from} to ${to}. Days and hours in ${zone}.`,
  printed: (at: string) => `Printed ${at}.`,
  none: "No call was due in these days. Choose other ones.",
  overview: (calls: number, attempts: number, answered: number, rate: string) =>
    `${plural(calls, "call was", "calls were")} due and ${plural(attempts, "attempt", "attempts")} made; ` +
    `people answered ${answered.toLocaleString("en")} of them (${rate}).`,
  cost: (money: string) => `An answer cost ${money}.`,
  legend: "What the colours mean",
  asTable: "The figures as a table",
  notDrawn: "The chart could not be drawn; the table below has its figures.",
  outcomes: {
    answered: "Answered",
    voicemail: "Voicemail",
    no_answer: "No answer",
    busy: "Busy",
    failed: "Failed",
    cancelled: "Stopped",
  },
  standings: { within: "In time", overdue: "Overdue", unknown: "No date" },
  weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  at: (day: string, hour: string) => `${day}, ${hour}`,
  attempts: "Attempts",
  contacts: "Contacts",
  day: "Day",
  hour: "Hour of the day",
  byHour: "Calls by hour",
  nobodyAnswered: "Nobody answered at any hour.",
  bestHour: (hour: string, answered: number, attempts: number, rate: string) =>
    `Most people were reached in the hour from ${hour}: ${answered} of ${
      plural(attempts, "attempt", "attempts")
    }; ` +
    `over the whole day ${rate}.`,
  answers: "Who answers when",
  weekdayAndHour: "Weekday and hour",
  answerRate: "Answered, of attempts",
  tooFew:
    "At no hour were there enough attempts to say who answers when. Where there were few, the cell is empty.",
  bestTime: (day: string, hour: string, rate: string, attempts: number) =>
    `People answer best on ${day} from ${hour}: ${rate} of ${plural(attempts, "attempt", "attempts")}.`,
  lateness: "How late calls leave",
  afterItsTime: "After its time",
  noneLeft: "No call left.",
  late: (half: string, most: string) =>
    `Half of the attempts left within ${half} of their time, 95% within ${most}.`,
  span: (from: number, to: number | null) => {
    const say = (seconds: number) =>
      seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
    return to === null ? `over ${say(from)}` : `under ${say(to)}`;
  },
  checkups: "Check-ups in time",
  inTimeShare: "In time",
  noCheckups:
    "Contacts are counted once a day while HubSpot is connected, for all calls together: there is no count of these yet.",
  inTime: (last: string, lastDay: string, first: string, firstDay: string) =>
    `${last} of the contacts with a date were in time on ${lastDay}${
      firstDay === lastDay ? "" : `, ${first} on ${firstDay}`
    }.`,
  byDay: "Calls by day",
  noneMade: "No attempt was made on any day.",
  busiest: (day: string, attempts: number) =>
    `Most calls were made on ${day}: ${plural(attempts, "attempt", "attempts")}.`,
};

export type ReportTexts = typeof reportsEn;
