import type { Texts } from "./en.ts";

// हर पाठ हिन्दी में; जब तक एक भी पाठ छूटा हो, यह संकलित नहीं होता।

const counted = (count: number, words: string) => `${count.toLocaleString("hi-IN")} ${words}`;

export const hi: Texts = {
  common: {
    back: "वापस",
    cancelled: "रद्द",
    chooseAll: "इस पृष्ठ की सभी पंक्तियाँ चुनें",
    choose: (name) => `${name} को चुनें`,
    clearFilters: "फ़िल्टर हटाएँ",
    close: "बंद करें",
    copied: "कॉपी हो गया।",
    copyRequestId: "अनुरोध संख्या कॉपी करें",
    loading: "लोड हो रहा है …",
    newer: "नए",
    noMatch: "कुछ नहीं मिला।",
    notCopied: "ब्राउज़र ने कॉपी करने की अनुमति नहीं दी।",
    older: "पुराने",
    requestId: "सहायता के लिए अनुरोध संख्या:",
    save: "सहेजें",
    saved: "सहेजा गया।",
    saving: "सहेजा जा रहा है …",
    stepDone: "पूरा",
    tryAgain: "फिर कोशिश करें",
    typeFirst: (words) => `पहले ${words} लिखें।`,
  },

  problems: {
    forbidden: "यहाँ आपकी भूमिका इसकी अनुमति नहीं देती। संगठन के एडमिन से पूछें।",
    noAnswer: "कोई उत्तर नहीं मिला। अपना कनेक्शन जाँचें और फिर कोशिश करें।",
    offline: "आप ऑफ़लाइन हैं।",
    serverFailed: "सर्वर उत्तर नहीं दे सका। थोड़ी देर में फिर कोशिश करें।",
    tooMany: "एक साथ बहुत अधिक था। थोड़ा रुककर फिर कोशिश करें।",
    unknown: "यह नहीं हो सका। फिर कोशिश करें।",
  },

  config: {
    title: "कंसोल अभी तैयार नहीं है",
    missing: "इस पृष्ठ के साथ की फ़ाइल config.json नहीं है, या वह JSON नहीं है।",
    wrong: (field) => `config.json में ${field} नहीं है या ग़लत है।`,
    how: "वह ऐसी होनी चाहिए; publishable key सबके लिए है, secret key यहाँ कभी नहीं आती:",
  },

  shell: {
    skip: "सामग्री पर जाएँ",
    newVersion: "कंसोल का नया संस्करण आ गया है।",
    reload: "फिर लोड करें",
    notThere: "नहीं मिला",
    notThereWhy: "यहाँ कुछ नहीं है, या वह आपके देखने के लिए नहीं है।",
    toStart: "शुरुआत पर",
    book: "कॉल बुक करें",
  },

  nav: {
    label: "स्क्रीन",
    today: "आज",
    calls: "कॉल",
    contacts: "संपर्क",
    campaigns: "अभियान",
    reports: "रिपोर्ट",
    settings: "सेटिंग",
    more: "और",
  },

  account: {
    title: "खाता",
    organization: "संगठन",
    language: "भाषा",
    theme: "रूप",
    themes: { auto: "डिवाइस जैसा", light: "हल्का", dark: "गहरा" },
    signOut: "साइन आउट",
    roles: { admin: "एडमिन", member: "सदस्य", viewer: "दर्शक" },
  },

  signIn: {
    title: "साइन इन",
    email: "ई-मेल",
    password: "पासवर्ड",
    stay: "इस डिवाइस पर साइन इन रहें",
    signIn: "साइन इन करें",
    signingIn: "साइन इन हो रहा है …",
    wrong: "ई-मेल या पासवर्ड सही नहीं है।",
    forgotten: "पासवर्ड भूल गए?",
    forgottenTitle: "भूला हुआ पासवर्ड",
    forgottenHow: "हम आपको एक लिंक भेजेंगे जिससे आप नया पासवर्ड चुन सकें।",
    sendLink: "लिंक भेजें",
    sendingLink: "भेजा जा रहा है …",
    linkSent: "अगर यह पता यहाँ ज्ञात है, तो लिंक भेज दिया गया है। उसे इसी ब्राउज़र में खोलें।",
    backToSignIn: "साइन इन पर वापस",
    choosePassword: "नया पासवर्ड चुनें",
    newPassword: "नया पासवर्ड",
    passwordHint: "दस या अधिक अक्षर।",
    choose: "यही पासवर्ड रखें",
    choosing: "सहेजा जा रहा है …",
    passwordChosen: "नया पासवर्ड रख दिया गया है।",
    whichOrganization: "कौन सा संगठन?",
    noOrganization: "आप अभी किसी संगठन में नहीं हैं। किसी एडमिन से निमंत्रण माँगें।",
    invited: (name, role) => `${name} ने आपको बुलाया है। आपकी भूमिका: ${role}।`,
    join: (name) => `${name} में शामिल हों`,
  },

  session: {
    stillThere: "क्या आप अभी यहाँ हैं?",
    signedOutIn: "कुछ देर से यहाँ कुछ नहीं हुआ। आप साइन आउट हो जाएँगे, बचा समय:",
    stay: "साइन इन रहें",
    over: "आपका सत्र समाप्त हो गया है",
    overFor: (email) => `${email} के रूप में फिर साइन इन करें; जो आपने लिखा है वह बना रहेगा।`,
    leave: "छोड़ें",
  },

  live: {
    live: "लाइव",
    updated: (ago) => `अपडेट ${ago}`,
    notUpdating: (since) => since === null ? "अपडेट नहीं हो रहा है।" : `${since} से अपडेट नहीं हो रहा है।`,
    offline: (since) =>
      `आप ऑफ़लाइन हैं। ${
        since === null ? "" : `जो दिख रहा है वह ${since} का है। `
      }वापस आने तक कुछ बदला नहीं जा सकता।`,
    paused: (reason) => `कॉलिंग रुकी हुई है: ${reason}`,
    waiting: (count) => count === 0 ? "कोई कॉल प्रतीक्षा में नहीं है।" : `${counted(count, "कॉल प्रतीक्षा में")}।`,
    youLift: "आप इसे “आज” पर फिर शुरू कर सकते हैं।",
    adminLifts: "कोई एडमिन इसे फिर शुरू कर सकता है।",
    stalled: "कॉल का समय हो गया है और कोई उन्हें डायल नहीं कर रहा: शेड्यूलर रुक गया है। सिस्टम चलाने वाले को बताएँ।",
  },

  keys: {
    title: "कुंजियाँ",
    off: "लिखते समय अकेली कुंजियाँ कुछ नहीं करतीं। उन्हें सेटिंग, मेरा खाता में बंद किया जा सकता है।",
    list: {
      book: ["c", "कॉल बुक करें"],
      search: ["/", "खोजें"],
      rows: ["j k", "अगली और पिछली पंक्ति"],
      open: ["Enter", "पंक्ति खोलें"],
      select: ["x", "पंक्ति चुनें"],
      edit: ["e", "कॉल बदलें"],
      move: ["m", "कॉल का समय बदलें"],
      pages: ["[ ]", "पिछला और अगला पृष्ठ"],
      close: ["Esc", "बंद करें"],
      send: ["Ctrl+Enter", "फ़ॉर्म भेजें"],
      help: ["?", "यह सूची"],
    },
  },

  states: {
    scheduled: "तय",
    waiting: "प्रतीक्षा में",
    retrying: "फिर कोशिश",
    onHold: "रोका गया",
    dialling: "डायल हो रहा है",
    ringing: "घंटी बज रही है",
    onThePhone: "फ़ोन पर",
    findingOut: "पता लगाया जा रहा है",
    reached: "बात हुई",
    voicemail: "वॉइसमेल छोड़ा",
    notReached: "बात नहीं हुई",
    couldNotCall: "कॉल नहीं हो सकी",
    cancelled: "रद्द",
    attention: "किसी व्यक्ति की ज़रूरत",
  },

  today: {
    title: "आज",
  },

  calls: {
    title: "कॉल",
  },

  contacts: {},

  campaigns: {},

  reports: {},

  settings: {},
};
