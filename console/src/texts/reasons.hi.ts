import type { ReasonTexts } from "../reasons/words.ts";

/** Why things stand as they do, by their codes, in Hindi. A part that is not known is left out. */
export const reasonsHi: ReasonTexts = {
  owners: { "the organisation": "आपका संगठन", "the operator": "इस प्रणाली के संचालक" },

  waitsUntil: (moment) => `${moment} तक इंतज़ार।`,

  codes: {
    allowed: ({ places }) => `कॉल की जा सकती है${places ? `: ${places} के घंटे लागू हैं` : ""}।`,
    all_calling_paused: ({ reason }) =>
      `इस प्रणाली के संचालक ने सारी कॉलिंग रोक दी है${reason ? `: ${reason}` : "।"}`,
    organisation_paused: ({ reason }) => `कॉलिंग रुकी हुई है${reason ? `: ${reason}` : "।"}`,
    inactive: () => "कॉल रोककर रखी गई है।",
    agent_inactive: () => "इसका एजेंट बंद है।",
    outside_window: ({ local, city, whose, window }) =>
      local && city && whose
        ? `${city} में ${local} ${whose} के कॉल के घंटों${window ? ` (${window})` : ""} से बाहर है।`
        : "यह उन घंटों से बाहर है जिनमें उन्हें कॉल की जा सकती है।",
    number_busy: () => "इस नंबर पर एक और कॉल चल रही है।",
    no_free_line: ({ lines }) => `${lines ? `सभी ${lines} लाइनें` : "सभी लाइनें"} व्यस्त हैं; अगली बारी इसकी है।`,
    dial_quota: ({ lines }) =>
      lines ? `एक दिन की अनुमत ${lines} कॉल हो चुकी हैं।` : "एक दिन की अनुमत कॉल हो चुकी हैं।",
    due: ({ lastCheckup }) => `${lastCheckup ? `पिछली जाँच ${lastCheckup} को: ` : ""}इसका समय हो गया है।`,
    not_due: ({ until }) => until ? `${until} से पहले इसका समय नहीं है।` : "अभी इसका समय नहीं हुआ।",
    rule_inactive: () => "जिस नियम ने इसे तय किया था वह बंद है।",
    rule_deleted: () => "जिस नियम ने इसे तय किया था वह हटा दिया गया।",
    hubspot_disconnected: () => "HubSpot का जोड़ हटा दिया गया: अब कोई नहीं देख सकता कि कॉल अब भी चाहिए या नहीं।",
    contact_removed: () => "संपर्क अब HubSpot में नहीं है।",
    contact_changed: () => "संपर्क ठीक इसी समय बदला गया; उसे फिर देखा जाएगा।",
    contact_unreadable: () => "कॉल से पहले संपर्क HubSpot से पढ़ा नहीं जा सका।",
    broken: () => "संपर्क का रिकॉर्ड ख़राब है।",
    do_not_call: () => "HubSpot के अनुसार इन्होंने कॉल न करने को कहा है।",
    phone_missing: () => "कोई नंबर नहीं।",
    phone_invalid: () => "ऐसा नंबर वहाँ हो ही नहीं सकता।",
    phone_special: () => "यह विशेष नंबर है (आपात, महँगी दर या ऐसा कोई)।",
    checkup_missing: () => "जाँच की तारीख़ नहीं है।",
    checkup_unreadable: () => "जाँच की तारीख़ पढ़ी नहीं जा सकती।",
    checkup_in_future: () => "जाँच अभी होनी बाक़ी है।",
    checkup_done: ({ lastCheckup }) =>
      lastCheckup ? `पिछली जाँच ${lastCheckup} को हुई; कॉल फिर इंतज़ार में है।` : "इस बीच जाँच हो गई।",
    conditions_not_met: () => "नियम की शर्तों में नहीं आता।",
    already_called: () => "इस जाँच के लिए नियम एक कॉल तय कर चुका है।",
    number_planned: () => "इस नंबर वाले किसी की कॉल पहले से तय है।",
    number_shared: () => "यह नंबर दो संपर्कों का है।",
    daily_limit: () => "नियम की आज की सीमा पूरी हो गई।",
    cancelled_by_user: () => "डायल होने से पहले रद्द की गई।",
    bolna_agent_unset: () => "एजेंट अभी Bolna में नहीं बनाया गया।",
    phone_key_missing: () => "सहेजे नंबर खोलने की कुंजी नहीं है। इस प्रणाली को चलाने वाले को बताएँ।",
    phone_key_wrong: () => "कुंजी से सहेजा नंबर नहीं खुलता। इस प्रणाली को चलाने वाले को बताएँ।",
    phone_record_invalid: () => "सहेजा नंबर इस कॉल का नहीं है या बदल दिया गया: उसे डायल नहीं किया गया।",
    claim_lost: () => "डायल होने से ठीक पहले कॉल बदली या वापस ली गई।",
    worker_stalled: () => "कॉल इतनी देर अटकी रही कि भेजी नहीं गई; फिर कोशिश होगी।",
    bolna_unreachable: () => "Bolna तक पहुँचा नहीं जा सका: कुछ नहीं भेजा गया, फिर कोशिश होगी।",
    bolna_rate_limit: () => "Bolna अभी और कॉल नहीं ले रहा; फिर कोशिश होगी।",
    bolna_refused: () => "Bolna ने कॉल से मना किया।",
    number_not_verified: () => "Bolna का परीक्षण खाता केवल सत्यापित नंबरों पर कॉल करता है।",
    bolna_credentials: () => "Bolna इस प्रणाली की कुंजी नहीं मानता: कॉलिंग रुकी है।",
    bolna_payment: () => "Bolna भुगतान माँग रहा है: कॉलिंग रुकी है।",
    bolna_agent_unknown: () => "Bolna इस एजेंट को नहीं जानता।",
    bolna_from_number: () => "Bolna वह नंबर नहीं मानता जिससे हम कॉल करते हैं।",
    bolna_timeout: () => "Bolna ने समय पर उत्तर नहीं दिया: पता किया जा रहा है कि कॉल हुई या नहीं।",
    bolna_connection_lost: () => "उत्तर से पहले Bolna से संपर्क टूट गया: पता किया जा रहा है कि कॉल हुई या नहीं।",
    bolna_answer_unreadable: () => "Bolna का उत्तर समझा नहीं जा सका: पता किया जा रहा है कि कॉल हुई या नहीं।",
    bolna_server_error: () => "Bolna में गड़बड़ी हुई: पता किया जा रहा है कि कॉल हुई या नहीं।",
    worker_died: () => "कॉल का पता खो गया है और हम पता कर रहे हैं।",
    never_reached_bolna: () => "कॉल यहाँ से गई ही नहीं।",
    placed_by_hand: () => "एक एडमिन ने पता किया कि कॉल हुई थी।",
    not_placed_by_hand: () => "एक एडमिन ने पता किया कि कॉल नहीं हुई थी।",
    late_execution: () => "कॉल आख़िरकार हो गई थी।",
    answered: () => "किसी ने उत्तर दिया।",
    completed_without_talk: () => "कॉल उठाई गई पर कोई बोला नहीं।",
    voicemail: () => "आंसरिंग मशीन ने कॉल ली।",
    disconnected: () => "लाइन कट गई।",
    no_answer: () => "किसी ने उत्तर नहीं दिया।",
    rejected: () => "कॉल काट दी गई।",
    busy: () => "लाइन व्यस्त थी।",
    number_invalid: () => "यह नंबर है ही नहीं।",
    failed: () => "कॉल जुड़ नहीं सकी।",
    error: () => "Bolna कॉल नहीं कर सका।",
    canceled: () => "उत्तर से पहले रद्द की गई।",
    stopped: () => "उत्तर से पहले रोकी गई।",
    queued_too_long: () => "Bolna ने इसे समय पर डायल नहीं किया; इसे वापस ले लिया गया।",
    balance_low: () => "Bolna का बैलेंस समाप्त है: कॉल डायल नहीं हुई।",
    lost: () => "Bolna अब नहीं बताता कि कॉल कैसे ख़त्म हुई।",
    number_special: () => "यह नंबर उस प्रकार का है जिस पर कॉल नहीं की जाती।",
    country_not_enabled: ({ country }) => `${country ?? "उस देश"} में कॉल यहाँ चालू नहीं हैं।`,
    opted_out: ({ when }) => `${when ? `${when} को ` : ""}कॉल न करने को कहा।`,
    suppressed_org: ({ when }) => `${when ? `${when} से ` : ""}आपकी "कॉल न करें" सूची में है।`,
    suppressed_global: () => 'इस प्रणाली के संचालक की "कॉल न करें" सूची में है, या वहाँ अभी देखा नहीं गया।',
    registry_listed: ({ registry, when }) =>
      `${registry ?? "कॉल न करने वाले नंबरों के रजिस्टर"} में है${when ? `, ${when} को देखा गया` : ""}।`,
    registry_check_stale: ({ registry, when, days }) =>
      `${registry ?? "रजिस्टर"} से इस नंबर के बारे में ${when ? `पिछली बार ${when} को पूछा गया` : "कभी नहीं पूछा गया"}${
        days ? `; सीमा ${days} दिन है` : ""
      }। वहाँ पता करवाएँ और उत्तर आयात करें।`,
    consent_missing: ({ kind, purpose }) =>
      `${purpose ? `"${purpose}" के लिए ` : ""}कोई सहमति${kind ? ` (${kind})` : ""} दर्ज नहीं है।`,
    consent_expired: ({ until }) => `सहमति समाप्त हो गई${until ? `: ${until}` : ""}।`,
    consent_revoked: ({ when, via }) =>
      `${when ? `${when} को ` : ""}सहमति वापस ले ली गई${via ? ` (${via})` : ""}।`,
    consent_scope: ({ purpose }) => `सहमति में ${purpose ? `"${purpose}"` : "इस उद्देश्य की कॉल"} शामिल नहीं है।`,
    refusal_period: ({ when, days }) =>
      when && days
        ? `${when} को मना किया: ${days} दिन तक कोई कॉल नहीं।`
        : "हाल में मना किया: कुछ समय तक कोई कॉल नहीं।",
    purpose_missing: () => "कॉल का उद्देश्य नहीं बताया गया, और यहाँ हर कॉल का उद्देश्य चाहिए।",
    agent_opening_missing: ({ missing }) =>
      `एजेंट शुरू में ${
        missing ? `यह नहीं बताता: ${missing}` : "वह नहीं बताता जो क़ानून माँगता है"
      }। एडमिन "एजेंट" में तय करते हैं कि वह क्या कहता है।`,
    outside_intersection: ({ zones, local, city }) =>
      `वे ${zones ?? "कई समय क्षेत्रों"} में हो सकते हैं, और वहाँ हर जगह कॉल का समय नहीं है${
        local && city ? `: ${city} में ${local} है` : ""
      }।`,
    zone_unknown: () => "किसी बात से पता नहीं चलता कि वे किस समय क्षेत्र में हैं।",
    zone_too_wide: ({ zones }) =>
      `ऐसा कोई घंटा नहीं जो उनके सभी संभव समय क्षेत्रों${zones ? ` (${zones})` : ""} में खुला हो।`,
    closing_soon: ({ closes }) => `कॉल के घंटे बहुत जल्द ख़त्म हो रहे हैं${closes ? ` (${closes})` : ""}।`,
    weekday_closed: ({ weekday, city, whose }) =>
      weekday && city
        ? `${city} में ${weekday}: सप्ताह के उस दिन ${whose ?? "वहाँ का क़ानून"} ऐसी कॉल की अनुमति नहीं देता।`
        : "सप्ताह के उस दिन ऐसी कॉल की अनुमति नहीं है।",
    holiday: ({ holiday, place, certainty, weekday }) =>
      holiday
        ? `${weekday ? `${weekday} को ` : ""}${holiday}${place ? ` (${place})` : ""} की छुट्टी है${
          certainty === "predicted" ? ", या उसके पास का दिन: तारीख़ अनुमानित है" : ""
        }।`
        : "वहाँ छुट्टी है।",
    holiday_data_missing: ({ missingYear, place }) =>
      `${place ? `${place} की ` : ""}${missingYear ? `${missingYear} की ` : ""}छुट्टियाँ अभी ज्ञात नहीं हैं।`,
    blackout: ({ from, to, whose, reason }) =>
      from && to
        ? `${from} से ${to} तक बंद है (${whose ?? "संचालक"})${reason ? `: ${reason}` : "।"}`
        : "इन दिनों बंद है।",
    cap_number: ({ calls, period, whose }) =>
      calls && period
        ? `इस नंबर पर ${period} में ${calls} बार कॉल हो सकती है${whose ? ` (${whose})` : ""}, और हो चुकी है।`
        : "इस नंबर पर जितनी कॉल हो सकती थीं, हो चुकी हैं।",
    cap_subject: ({ calls, period, topic, whose }) =>
      calls && period
        ? `${topic ? `"${topic}"` : "एक विषय"} पर इस नंबर को ${period} में ${calls} बार कॉल हो सकती है${
          whose ? ` (${whose})` : ""
        }, और हो चुकी है।`
        : "इस विषय पर इस नंबर को जितनी कॉल हो सकती थीं, हो चुकी हैं।",
    min_gap: ({ moment, period }) =>
      moment && period
        ? `इस नंबर पर पिछली कॉल ${moment} पर हुई; दो के बीच ${period} होने चाहिए।`
        : "इस नंबर पर पिछली कॉल बहुत थोड़ी देर पहले हुई।",
    talk_quiet_period: ({ moment, until }) =>
      `उनसे ${moment ? `${moment} पर` : "हाल में"} बात हुई: ${until ? `${until} तक` : "कुछ समय तक"} कोई कॉल नहीं।`,
    retry_wait: ({ lastOutcome, until }) =>
      `${lastOutcome ? `पिछली बार: ${lastOutcome}। ` : ""}${until ? `${until} से ` : ""}फिर कोशिश होगी।`,
    attempts_exhausted: ({ attempts, lastOutcome }) =>
      `${attempts ? `${attempts} के बाद ` : ""}कोई कोशिश बाक़ी नहीं${
        lastOutcome ? `; आख़िरी: ${lastOutcome}` : ""
      }।`,
    missed: ({ deadline, nearest }) =>
      `कॉल ${deadline ? `${deadline} से पहले` : "समय पर"} नहीं हो सकी${
        nearest ? `; सबसे पास का समय ${nearest} था` : ""
      }।`,
    outcome_unknown: () => "अभी पता नहीं कि पिछली कॉल हुई या नहीं, और किसी को दो बार कॉल नहीं की जाती।",
    campaign_cancelled: () => "अभियान रद्द कर दिया गया।",
    campaign_paused: ({ reason }) => `अभियान रुका हुआ है${reason ? `: ${reason}` : "।"}`,
    pace: () => "अभियान में अपनी बारी के इंतज़ार में।",
    restored: () => "प्रणाली बैकअप से लौटाई गई: एडमिन बताएँगे कि यह कॉल अब भी करनी है या नहीं।",
  },

  attention: {
    late_execution: "कॉल आख़िरकार हो गई थी, हालाँकि माना गया था कि नहीं हुई।",
    absence_unproven:
      "Bolna ने कभी साफ़ नहीं बताया कि कॉल हुई या नहीं, और उसकी सूचियों से भी सिद्ध नहीं होता। पता करें, फिर निपटाएँ।",
    outcome_unknown: "हम पता नहीं कर सके कि उन्हें कॉल हुई या नहीं। पता करें, फिर निपटाएँ।",
    end_unreadable: "कॉल अब तक ख़त्म हो चुकी होगी, पर कैसे, यह पता नहीं चला। पता करें, फिर निपटाएँ।",
  },

  alerts: {
    sweep_stalled: (value) => `कॉल का समय हो चुका है और कोई डायल नहीं करता: पहली ${value} सेकंड से रुकी है।`,
    worker_wedged: (value, subject) => `वर्कर ${subject} बुलाने पर भी ${value} सेकंड से कुछ नहीं करता।`,
    cron_failing: (_, subject) => `निर्धारित काम ${subject} सफल नहीं होता।`,
    retention_behind: (value, subject) => `${subject} का पुराना डेटा ${value} सेकंड से हटाया नहीं जा सका।`,
    database_large: (value) => `डेटाबेस ${value} GB का है।`,
    phone_key_wrong: (value) => `${value} संगठनों की कॉलिंग फ़ोन नंबरों की कुंजी के इंतज़ार में है।`,
    look_failing: (_, subject) => `${subject} की सूचना किसी को नहीं मिलेगी: उसे देखना विफल हो रहा है।`,
    sealing_behind: (value) => `ऑडिट लॉग ${value} सेकंड से मुहरबंद नहीं हुआ।`,
    calls_late: (value) => `एक कॉल जिसका समय हो चुका है, ${value} सेकंड से रुकी है।`,
    calls_unknown: (value) => `${value} कॉल का किसी को पता नहीं कि हुईं या नहीं।`,
    failure_rate: (value) => `पिछले घंटे की बहुत सी कॉल विफल हुईं: ${value}।`,
    no_answer_rate: (value) => `पिछले घंटे की बहुत सी कॉल का उत्तर नहीं मिला: ${value}।`,
    wallet_empty: () => "कॉलिंग रुकी है: Bolna का बैलेंस समाप्त है।",
    bolna_rejected: () => "कॉलिंग रुकी है: Bolna कुंजी, एजेंट या कॉल करने वाला नंबर नहीं मानता।",
    hubspot_rejected: () => "HubSpot पढ़ा नहीं जा सकता। HubSpot में जोड़ की जाँच करें।",
    write_back_dead: (value) => `HubSpot ने ${value} कॉल लिखने से मना किया।`,
    webhook_dead: (value) => `एक पते को तीन दिन में ${value} घटनाएँ नहीं बताई जा सकीं।`,
    webhook_switched_off: () => "एक पता बंद कर दिया गया: वह अब नहीं है, या पाँच दिन से उस तक कुछ नहीं पहुँचा।",
  },

  stops: {
    balance_low: "Bolna का बैलेंस समाप्त है।",
    bolna_agent_unknown: "Bolna इस एजेंट को नहीं जानता।",
    bolna_agent_unset: "एजेंट अभी Bolna में नहीं बनाया गया।",
    bolna_credentials: "Bolna इस प्रणाली की कुंजी नहीं मानता।",
    bolna_from_number: "Bolna वह नंबर नहीं मानता जिससे हम कॉल करते हैं।",
    bolna_payment: "Bolna भुगतान माँग रहा है।",
    phone_key_missing: "सहेजे नंबर खोलने की कुंजी नहीं है; उसके आते ही कॉलिंग अपने आप चलेगी।",
    phone_key_wrong: "कुंजी से सहेजे नंबर नहीं खुलते; उसके ठीक होते ही कॉलिंग अपने आप चलेगी।",
  },

  pauses: {
    many_failures: "इसकी बहुत सी कॉल विफल हुईं, इसलिए यह अपने आप रुक गया।",
    many_unanswered: "इसकी कॉल का शायद ही किसी ने उत्तर दिया, इसलिए यह अपने आप रुक गया।",
    many_opt_outs: "बहुत से लोगों ने कॉल न करने को कहा, इसलिए यह अपने आप रुक गया।",
  },

  syncs: {
    superseded: "एक नए पठन ने इसकी जगह ले ली।",
    disconnected: "HubSpot का जोड़ हटा दिया गया।",
    continued: "अगले पठन में जारी रहेगा।",
    unreachable: "HubSpot तक पहुँचा नहीं जा सका।",
    unclear: "HubSpot का उत्तर साफ़ नहीं था।",
    slow_down: "HubSpot ने धीरे चलने को कहा।",
    daily_limit: "HubSpot की आज की सीमा पूरी हो गई।",
    token_rejected: "HubSpot टोकन नहीं मानता।",
    scope_missing: "टोकन को सब ज़रूरी अनुमतियाँ नहीं हैं।",
    not_found: "जो माँगा गया वह HubSpot में नहीं है।",
    refused: "HubSpot ने मना किया।",
    locked: "जो माँगा गया उसे HubSpot ने बंद कर रखा है।",
    moved: "HubSpot खाता कहीं और चला गया है।",
    token_missing: "टोकन नहीं है।",
    property_missing: "HubSpot में एक प्रॉपर्टी नहीं है।",
    property_type_wrong: "HubSpot में एक प्रॉपर्टी ग़लत प्रकार की है।",
  },

  outbox: {
    hubspot_unreachable: "HubSpot तक पहुँचा नहीं जा सका।",
    hubspot_unclear: "HubSpot का उत्तर साफ़ नहीं था।",
    hubspot_slow_down: "HubSpot ने धीरे चलने को कहा।",
    hubspot_daily_limit: "HubSpot की आज की सीमा पूरी हो गई।",
    hubspot_token_rejected: "HubSpot टोकन नहीं मानता।",
    hubspot_scope_missing: "टोकन को लिखने की ज़रूरी अनुमति नहीं है।",
    hubspot_moved: "HubSpot खाता कहीं और चला गया है।",
    hubspot_locked: "HubSpot ने रिकॉर्ड बंद कर रखा है।",
    engagement_unclear: "साफ़ नहीं कि कॉल HubSpot में पहले से है या नहीं।",
    write_back_off: "वापस लिखना बंद कर दिया गया।",
    token_missing: "टोकन नहीं है।",
    hubspot_refused: "HubSpot ने मना किया।",
    contact_missing: "संपर्क अब HubSpot में नहीं है।",
    property_missing: "HubSpot में एक प्रॉपर्टी नहीं है।",
    given_up: "कई कोशिशों के बाद छोड़ दिया गया।",
  },

  deliveries: {
    refused: "उसने त्रुटि लौटाई।",
    redirected: "उसने दूसरा पता बताया, जिस पर नहीं जाया जाता।",
    address_forbidden: "उसका पता निजी नेटवर्क का है।",
    unreachable: "उस तक पहुँचा नहीं जा सका।",
    timed_out: "उसने समय पर उत्तर नहीं दिया।",
    gone: "उसने कहा कि वह अब नहीं है।",
    given_up: "तीन दिन बाद छोड़ दिया गया।",
  },

  warnings: {
    deferred_by_caps: (count) => `${count} लोगों को अभियान के अंत के बाद ही फिर कॉल हो सकती है।`,
    predicted_holiday: (count) => `बीच में ${count} छुट्टियाँ हैं जिनकी तारीख़ें अनुमानित हैं।`,
    zone_unknown: (count) => `${count} लोगों का समय क्षेत्र पता नहीं: उनका पता या समय क्षेत्र दें।`,
  },

  problems: {
    audience_empty: "सूची में से किसी को कॉल नहीं होगी।",
    audience_not_loaded: "सूची अभी पढ़ी नहीं गई।",
    auth_unavailable: "साइन-इन सेवा उत्तर नहीं दे रही। थोड़ी देर में फिर कोशिश करें।",
    call_live: "उन्हें अभी कॉल हो रही है: पहले वह ख़त्म हो।",
    call_over: "कॉल ख़त्म हो चुकी है।",
    calling_paused: "कॉलिंग रुकी हुई है।",
    campaign_live: "अभियान की कॉल लाइन पर हैं: पहले वे ख़त्म हों।",
    campaign_over: "अभियान ख़त्म हो चुका है।",
    changed_meanwhile: "इस बीच किसी ने इसे बदल दिया।",
    contact_do_not_call: "इस व्यक्ति को कॉल नहीं करनी है।",
    database_unavailable: "डेटाबेस उत्तर नहीं दे रहा। थोड़ी देर में फिर कोशिश करें।",
    hubspot_not_connected: "HubSpot जुड़ा नहीं है।",
    hubspot_slow: "HubSpot को हमारी प्रतीक्षा से अधिक समय लग रहा है। थोड़ी देर में फिर देखें।",
    idempotency_key_running: "यह पहले से हो रहा है।",
    internal_error: "हमारी ओर कुछ गड़बड़ हुई।",
    invalid: "इसमें कुछ सही नहीं है।",
    malformed: "इसमें कुछ सही नहीं है।",
    nobody_to_call: "इसमें कोई नहीं जिसे कॉल की जा सके।",
    not_configured: "यह यहाँ तैयार नहीं किया गया। इस प्रणाली को चलाने वाले को बताएँ।",
    not_csv: "यह CSV फ़ाइल नहीं है।",
    not_csv_or_json: "यह CSV फ़ाइल नहीं है।",
    not_dead: "यह फिर भेजे जाने के इंतज़ार में नहीं है।",
    not_flagged: "कॉल पहले ही निपटाई जा चुकी है।",
    not_found: "यहाँ कुछ नहीं है, या वह आपके देखने के लिए नहीं है।",
    not_scheduled: "कॉल चल रही है या ख़त्म हो चुकी: केवल इंतज़ार वाली कॉल बदली जा सकती है।",
    no_such_column: "फ़ाइल में ऐसा कॉलम नहीं है।",
    range_invalid: "आख़िरी दिन पहले दिन से पहले आता है।",
    scheduler_disabled: "पूरी प्रणाली की कॉलिंग बंद है।",
    still_waiting: "लोग अभी कॉल के इंतज़ार में हैं।",
    too_large: "यह बहुत बड़ा है।",
    too_many: "ये एक साथ बहुत अधिक हैं।",
    too_many_webhooks: "जितने पते हो सकते हैं उतने हैं।",
    webhook_off: "यह पता बंद है।",
    window_too_small: "अभियान अपने आरंभ और अंत के बीच नहीं समाता।",
  },
};
