import type { ReportTexts } from "./reports.en.ts";
import { counted } from "./plural.ts";

export const reportsHi: ReportTexts = {
  title: "रिपोर्ट",
  csv: "CSV",
  csvOf: (title) => `CSV: ${title}`,
  chartOf: (title) => `चार्ट: ${title}`,
  print: "प्रिंट करें",
  filters: "रिपोर्ट किसकी है",
  period: "अवधि",
  lastDays: (days) => `पिछले ${days} दिन`,
  ownDays: "दिन चुनें",
  from: "से",
  to: "तक",
  agent: "एजेंट",
  allAgents: "सभी एजेंट",
  campaign: "अभियान",
  allCampaigns: "सभी अभियान",
  about: (name, from, to, zone) => `${name}, ${from} से ${to} तक। दिन और घंटे ${zone} के।`,
  printed: (at) => `${at} पर प्रिंट किया गया।`,
  none: "इन दिनों में कोई कॉल तय नहीं थी। दूसरे दिन चुनें।",
  overview: (calls, attempts, answered, rate) =>
    `${counted(calls, "कॉल तय थीं")} और ${counted(attempts, "प्रयास हुए")}; ` +
    `लोगों ने इनमें से ${answered.toLocaleString("hi-IN")} का उत्तर दिया (${rate})।`,
  cost: (money) => `एक उत्तर की लागत ${money} रही।`,
  legend: "रंगों का अर्थ",
  asTable: "आँकड़े तालिका में",
  notDrawn: "चार्ट नहीं बन सका; नीचे की तालिका में आँकड़े हैं।",
  outcomes: {
    answered: "उत्तर मिला",
    voicemail: "वॉइसमेल",
    no_answer: "उत्तर नहीं",
    busy: "व्यस्त",
    failed: "विफल",
    cancelled: "रोकी गई",
  },
  standings: { within: "समय पर", overdue: "देर से", unknown: "तारीख़ नहीं" },
  weekdays: ["सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि", "रवि"],
  at: (day, hour) => `${day}, ${hour}`,
  attempts: "प्रयास",
  contacts: "संपर्क",
  day: "दिन",
  hour: "दिन का घंटा",
  byHour: "घंटे के अनुसार कॉल",
  nobodyAnswered: "किसी भी घंटे में किसी ने उत्तर नहीं दिया।",
  bestHour: (hour, answered, attempts, rate) =>
    `सबसे अधिक लोग ${hour} से शुरू घंटे में मिले: ${counted(attempts, "प्रयासों")} में से ${answered}; पूरे दिन में ${rate}।`,
  answers: "कौन कब उत्तर देता है",
  weekdayAndHour: "दिन और घंटा",
  answerRate: "उत्तर, प्रयासों में से",
  tooFew: "किसी भी घंटे में इतने प्रयास नहीं हुए कि कुछ कहा जा सके। जहाँ कम थे, वहाँ ख़ाना ख़ाली है।",
  bestTime: (day, hour, rate, attempts) =>
    `लोग ${day} को ${hour} से सबसे अच्छा उत्तर देते हैं: ${counted(attempts, "प्रयासों")} में से ${rate}।`,
  lateness: "कॉल कितनी देर से निकलती हैं",
  afterItsTime: "अपने समय के बाद",
  noneLeft: "कोई कॉल नहीं निकली।",
  late: (half, most) => `आधे प्रयास अपने समय के ${half} के भीतर निकले, 95% ${most} के भीतर।`,
  span: (from, to) => {
    const say = (seconds: number) =>
      seconds < 60 ? `${seconds} से.` : seconds < 3600 ? `${seconds / 60} मि.` : `${seconds / 3600} घं.`;
    return to === null ? `${say(from)} से अधिक` : `${say(to)} से कम`;
  },
  checkups: "समय पर जाँचें",
  inTimeShare: "समय पर",
  noCheckups: "HubSpot जुड़ा होने पर संपर्क दिन में एक बार, सभी कॉल के लिए साथ गिने जाते हैं: इनकी गिनती अभी नहीं है।",
  inTime: (last, lastDay, first, firstDay) =>
    `तारीख़ वाले संपर्कों में से ${lastDay} को ${last} समय पर थे${
      firstDay === lastDay ? "" : `, ${firstDay} को ${first}`
    }।`,
  byDay: "दिन के अनुसार कॉल",
  noneMade: "किसी दिन कोई प्रयास नहीं हुआ।",
  busiest: (day, attempts) => `सबसे अधिक कॉल ${day} को हुईं: ${counted(attempts, "प्रयास")}।`,
};
