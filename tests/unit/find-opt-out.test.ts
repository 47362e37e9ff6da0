import assert from "node:assert/strict";
import { findOptOut } from "../../supabase/functions/_shared/policy/find-opt-out.ts";
import { expandPattern } from "../../supabase/functions/_shared/policy/expand-pattern.ts";
import { readUserTurns } from "../../supabase/functions/_shared/policy/read-user-turns.ts";

/** What one sentence of the person's means: `all`, `marketing`, `wrong_number`, `call_later` or `nothing`. */
function meaningOf(said: string, language: string): string {
  const wish = findOptOut(`assistant: Hello, this is Acme.\nuser: ${said}\nassistant: I see.`, language);
  if (wish === undefined) return "nothing";
  return wish.action === "opt_out" ? wish.scope : wish.action;
}

/** Sentences by language and meaning, as recognisers write them: with points and accents, or without. */
const sentences: Record<string, Record<string, string[]>> = {
  "en-US": {
    all: [
      "Please don't call me again.",
      "dont call me again",
      "Stop calling me!",
      "Do not call.",
      "Would you take me off your list?",
      "Remove my number please",
      "I’d like to opt out",
      "I don't want these calls, okay?",
      "I revoke my consent",
      "Not interested, don't call.",
      "stop",
      "Stop, please.",
      "Don't call me now. Don't ever call me again!",
      "never call this number again",
      "Don't call me after this.",
    ],
    marketing: ["Who gave you my number?", "I'm on the do not call list"],
    wrong_number: ["Sorry, wrong number", "You have the wrong person"],
    call_later: [
      "Don't call me before five",
      "don't call me now",
      "Please don't call me on Sundays",
      "call me back later",
    ],
    nothing: [
      "Don't call me sir.",
      "I don't call people at night",
      "Is this the wrong number?",
      "Can we stop by on Monday",
      "I want to cancel my appointment",
      "Yes, quit smoking last year",
      "Don't stop calling, I like it",
      "",
      "Yes",
    ],
  },
  "en-IN": { all: ["Bhaiya call mat karo", "मुझे कॉल मत करो", "please stop calling"], nothing: ["haan bolo"] },
  "hi-IN": {
    all: [
      "दोबारा कॉल मत करना",
      "मुझे कॉल मत करो।",
      "कॉल करना बंद करो",
      "मेरा नंबर हटा दो",
      "मेरा नंबर डिलीट कर दो",
      "लिस्ट से हटा दो",
      "परेशान मत करो",
      "मुझे नहीं चाहिए, कॉल मत करना",
      "फोन मत करना",
      "आज के बाद कॉल मत करना",
      "dobara call mat karna",
      "list se nikal do",
      "mujhe call nahi chahiye",
      "stop calling me",
    ],
    marketing: ["डीएनडी पर है", "mera number DND pe hai"],
    wrong_number: ["गलत नंबर", "wrong number hai"],
    call_later: ["अभी कॉल मत करो", "subah call mat karo"],
    nothing: ["हाँ बोलिए", "मुझे कॉल करो", "गलत नंबर नहीं है"],
  },
  "es-MX": {
    all: [
      "No me llame más",
      "no me llamen mas por favor",
      "Deje de llamarme",
      "Quíteme de la lista",
      "Borre mi número",
      "Deme de baja",
      "No quiero recibir llamadas",
    ],
    marketing: ["Estoy en la lista Robinson"],
    wrong_number: ["Número equivocado", "se equivoco de numero"],
    call_later: ["No me llame más antes de las nueve"],
    nothing: ["Sí, dígame", "no deje de llamarme"],
  },
  "fr-FR": {
    all: [
      "Ne m'appelez plus.",
      "ne me rappelez plus",
      "Arrêtez de m’appeler",
      "Retirez-moi de votre liste",
      "Supprimez mon numéro",
      "Je ne veux plus être appelée",
      "Je m'oppose",
      "Désinscrivez-moi",
    ],
    wrong_number: ["C'est un faux numéro", "vous vous trompez de numéro"],
    call_later: ["Ne m'appelez plus le matin"],
    nothing: ["Je ne m'oppose pas", "Ce n'est pas un faux numéro"],
  },
  "de-DE": {
    all: [
      "Rufen Sie mich nicht mehr an!",
      "Bitte rufen Sie mich nie wieder an",
      "Ich möchte nicht mehr angerufen werden",
      "Keine Anrufe mehr",
      "Hören Sie auf anzurufen",
      "Löschen Sie meine Nummer",
      "Streichen Sie mich von der Liste",
      "Ich widerspreche",
      "Ich widerrufe meine Einwilligung",
      "Kein Interesse, rufen Sie nicht mehr an",
    ],
    marketing: ["Woher haben Sie meine Nummer?"],
    wrong_number: ["Falsche Nummer", "Sie sind falsch verbunden"],
    call_later: ["Bitte nicht mehr anrufen vor neun"],
    nothing: ["Ich widerspreche nicht", "Ja, gern"],
  },
  "pt-BR": {
    all: [
      "Não me ligue mais",
      "nao me liguem mais",
      "Pare de me ligar",
      "Tire meu número",
      "Me tire da lista",
      "Não quero mais receber ligações",
      "Não me perturbe",
      "Quero descadastrar",
    ],
    wrong_number: ["É engano", "número errado"],
    call_later: ["Não me ligue mais antes das nove"],
    nothing: ["Não é engano", "Pode me ligar amanhã"],
  },
  "ar-SA": {
    all: [
      "لا تتصل بي مرة أخرى",
      "لا تتّصلوا بي",
      "توقف عن الاتصال",
      "أوقفوا الاتصال",
      "احذف رقمي",
      "شيل رقمي",
      "امسح رقمي من القائمة",
      "لا أريد مكالمات",
      "ما أبغى اتصالات",
      "مو مهتم لا تتصل",
      "لا تزعجني",
    ],
    marketing: ["رقمي في قائمة عدم الاتصال"],
    wrong_number: ["الرقم غلط"],
    call_later: ["لا تتصل بي قبل الساعة خمسة"],
    nothing: ["نعم تفضل", "الرقم مو غلط"],
  },
};

for (const [language, byMeaning] of Object.entries(sentences)) {
  for (const [meaning, said] of Object.entries(byMeaning)) {
    Deno.test(`${language}: what means ${meaning}`, () => {
      for (const sentence of said) assert.equal(meaningOf(sentence, language), meaning, sentence);
    });
  }
}

Deno.test("English is heard in every language, and a language that has no list is heard in English", () => {
  for (const language of ["fr", "hi-IN", "ja-JP", "x"]) {
    assert.equal(meaningOf("stop calling me", language), "all");
  }
  assert.equal(meaningOf("ne m'appelez plus", "ja-JP"), "nothing");
});

Deno.test("only what the person says counts, and the strongest of it, whatever comes after", () => {
  assert.equal(
    findOptOut("assistant: If you want us to stop calling, say so.\nuser: No, thanks.", "en"),
    undefined,
  );
  const wish = findOptOut(
    "user: Wrong number?\nassistant: No.\nuser: Don't call me again.\nuser: Well, you may call me back later.",
    "en",
  );
  assert.deepEqual(wish, {
    action: "opt_out",
    scope: "all",
    evidence: "do not call me again",
    needsReview: false,
  });
});

Deno.test("a single word is for a person to look at, and a sentence with it is none", () => {
  assert.equal(findOptOut("user: Cancel.", "en")?.needsReview, true);
  assert.equal(findOptOut("user: Cancel. No, don't call me again", "en")?.needsReview, false);
  assert.equal(findOptOut("user: cancel the order", "en"), undefined);
});

Deno.test("turns go on over lines, under either name of the speaker", () => {
  assert.deepEqual(readUserTurns("hello\nAssistant: Hi\nUSER: don't\ncall\n\nassistant: oh\nhuman: me"), [
    "don't call ",
    "me",
  ]);
  assert.equal(meaningOf("don't\ncall me again", "en"), "all");
});

Deno.test("a pattern stands for every way to read it", () => {
  assert.deepEqual(expandPattern("a/b [c] d"), ["a d", "a c d", "b d", "b c d"]);
});
