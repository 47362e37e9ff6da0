/** What is known better than Google's map of prefixes has it. */
export interface OverlayRule {
  /** With the country calling code, separated by blanks. */
  prefixes: string;
  /** Of the numbers that begin so and stand in no longer prefix, separated by blanks. */
  zones: string;
  /** Google's longer prefixes are left out: they are wrong there, or guess. */
  whole?: true;
}

const eastOrCentral = "America/Chicago America/New_York";
const centralOrMountain = "America/Chicago America/Denver";

/**
 * The area codes of North America that straddle two zones. Google's map gives their listed exchanges a zone each, and the
 * rest, all mobiles among them, one guess. Each has two zones at least here.
 */
export const straddling: readonly OverlayRule[] = [
  // Florida, Alabama, Tennessee, Kentucky, Indiana.
  { prefixes: "1850 1448 1334 1423 1931 1270 1364 1606 1219 1574 1812 1930", zones: eastOrCentral },
  // Texas, the Dakotas, Nebraska, Kansas.
  { prefixes: "1432 1701 1605 1308 1402 1531 1620 1785", zones: centralOrMountain },
  { prefixes: "1906", zones: "America/Detroit America/Menominee" },
  // Idaho, Oregon with Malheur.
  { prefixes: "1208 1986 1541 1458", zones: "America/Boise America/Los_Angeles" },
  // West Wendover.
  { prefixes: "1775", zones: "America/Denver America/Los_Angeles" },
  // The Navajo Nation keeps daylight saving time.
  { prefixes: "1928", zones: "America/Denver America/Phoenix" },
  { prefixes: "1907", zones: "America/Adak America/Anchorage" },
  // British Columbia's Peace River and Kootenays; 604 is Vancouver's own.
  {
    prefixes: "1236 1250 1257 1672 1778",
    zones: "America/Edmonton America/Fort_Nelson America/Vancouver",
    whole: true,
  },
  {
    prefixes: "1807",
    zones: "America/Atikokan America/Rainy_River America/Toronto America/Winnipeg",
    whole: true,
  },
  // The Magdalen Islands and the Lower North Shore.
  { prefixes: "1367 1418 1581", zones: "America/Blanc-Sablon America/Halifax America/Toronto" },
  // Lloydminster keeps Alberta's time.
  { prefixes: "1306 1474 1639", zones: "America/Edmonton America/Regina", whole: true },
  { prefixes: "1709 1879", zones: "America/Goose_Bay America/St_Johns" },
  // All three territories.
  {
    prefixes: "1867",
    zones: "America/Cambridge_Bay America/Inuvik America/Iqaluit America/Rankin_Inlet America/Whitehorse",
    whole: true,
  },
];

/** Mobiles and other numbers that are of no place, in countries of several zones: they may ring in any. `*`: all of them. */
export const placeless: readonly OverlayRule[] = [
  { prefixes: "61", zones: "*", whole: true },
  { prefixes: "621 628 62007", zones: "*", whole: true },
  { prefixes: "77", zones: "*", whole: true },
  { prefixes: "78 79", zones: "*" },
  { prefixes: "780 7840", zones: "*", whole: true },
  { prefixes: "345 346 347 3480 3490", zones: "*", whole: true },
  { prefixes: "561 568 569 5644 56600", zones: "*", whole: true },
  { prefixes: "5939", zones: "*", whole: true },
  { prefixes: "642", zones: "*", whole: true },
  { prefixes: "299", zones: "*", whole: true },
  { prefixes: "976", zones: "*", whole: true },
  { prefixes: "243", zones: "*", whole: true },
  { prefixes: "55", zones: "*", whole: true },
  { prefixes: "675 686 689 691", zones: "*", whole: true },
];

/** Places that Google's map has in a zone whose clocks went alike when it was made, or that it lacks. */
export const corrections: readonly OverlayRule[] = [
  // Australia: Google's map takes Darwin for Adelaide. Broken Hill goes like Adelaide, Hobart and Melbourne like Sydney.
  { prefixes: "612 613", zones: "Australia/Sydney" },
  {
    prefixes:
      "61255053 61255143 61255213 61255280 61255307 61255369 61255413 61255568 61255936 61255937 61265080 " +
      "61265081 61265082 61265099 61265164 61265251 61265296 61265341 61265606 61265632 61265998",
    zones: "Australia/Lord_Howe",
  },
  { prefixes: "617", zones: "Australia/Brisbane Australia/Sydney" },
  { prefixes: "618", zones: "Australia/Adelaide Australia/Darwin Australia/Perth" },
  { prefixes: "6186 6189", zones: "Australia/Perth" },
  { prefixes: "6189039", zones: "Australia/Eucla Australia/Perth" },
  { prefixes: "6188", zones: "Australia/Adelaide" },
  { prefixes: "61879 61889", zones: "Australia/Darwin" },
  // Unalaska is no part of the Aleutian zone, nor is anything in Alaska of Hawaii's.
  { prefixes: "1907581", zones: "America/Adak America/Anchorage" },
  // Brazil by its area codes: the map falls back to Manaus for most of Pará's mobiles.
  {
    prefixes: "551 552 553 554 555 5561 5562 5563 5564 557 558 5591 5593 5594 5596 5598 5599",
    zones: "America/Sao_Paulo",
  },
  { prefixes: "5565 5566 5567 5569 5592 5595", zones: "America/Manaus" },
  { prefixes: "5568", zones: "America/Rio_Branco" },
  { prefixes: "5597", zones: "America/Manaus America/Rio_Branco" },
  // Pernambuco with Fernando de Noronha.
  { prefixes: "5581", zones: "America/Noronha America/Sao_Paulo" },
  // Valparaíso with Easter Island; Magallanes and Aysén keep summer time.
  { prefixes: "5632 563221", zones: "America/Santiago Pacific/Easter" },
  { prefixes: "5661", zones: "America/Punta_Arenas" },
  { prefixes: "5667", zones: "America/Punta_Arenas America/Santiago" },
  // Saratov is an hour ahead of Moscow since 2016; Yakutia has three zones.
  { prefixes: "7845", zones: "Europe/Samara" },
  { prefixes: "7411", zones: "Asia/Magadan Asia/Vladivostok Asia/Yakutsk" },
  { prefixes: "97611 97621", zones: "Asia/Ulaanbaatar" },
  { prefixes: "2431", zones: "Africa/Kinshasa" },
  { prefixes: "2432", zones: "Africa/Lubumbashi" },
  { prefixes: "2993 2996 2998", zones: "America/Nuuk" },
  { prefixes: "68940", zones: "Pacific/Tahiti" },
];

/** Names in Google's map that stand for another one here: older ones, and those of other countries with the same clocks. */
export const ownNames: Readonly<Record<string, string>> = {
  "America/Juneau": "America/Anchorage",
  "America/North_Dakota/Center": "America/Chicago",
  "America/Ojinaga": "America/Matamoros",
  "Asia/Anadyr": "Asia/Kamchatka",
  "Asia/Novosibirsk": "Asia/Krasnoyarsk",
  "Asia/Sakhalin": "Asia/Magadan",
  "Europe/Bucharest": "Europe/Kaliningrad",
};
