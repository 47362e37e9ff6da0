/** Drawn on a field of 20 by 20 with a line of 1.6; a word stands beside each, so that none has a name. */
export const iconPaths = {
  today: "M10 4v6l4 2M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z",
  calls:
    "M6.500 3.500l1.700 3.700-1.700 1.700a11 11 0 0 0 4.600 4.600l1.700-1.700 3.700 1.700c.2 1.600-.8 3-2.300 3A11.500 11.500 0 0 1 3.500 5.800c0-1.500 1.400-2.500 3-2.300z",
  contacts: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.500c.6-2.800 3-4.500 6-4.500s5.400 1.700 6 4.500",
  campaigns: "M4 8v4h2.500l6 3.500v-11L6.500 8H4zM15.500 8a3 3 0 0 1 0 4",
  reports: "M4 16.500V9m4 7.500v-12m4 12V11m4 5.500v-9",
  settings: "M4 6h7m4 0h1M4 14h1m4 0h7M13 4v4M7 12v4",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  scheduled: "M10 5.500V10l3 2M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z",
  retry: "M15.500 8A6 6 0 1 0 16 11M16 4v4h-4",
  hold: "M7.500 5v10m5-10v10",
  live:
    "M6.500 3.500l1.700 3.700-1.700 1.700a11 11 0 0 0 4.600 4.600l1.700-1.700 3.700 1.700c.2 1.600-.8 3-2.300 3A11.500 11.500 0 0 1 3.500 5.800c0-1.500 1.400-2.500 3-2.300z",
  find: "M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zm4-1.500l4 4",
  done: "M4 10.500l4 4 8-9",
  cross: "M5 5l10 10M15 5L5 15",
  stop: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM5 5l10 10",
  alert: "M10 4l7 12.500H3L10 4zm0 5v3.500m0 2v.01",
  plus: "M10 4v12M4 10h12",
  left: "M12.500 4l-6 6 6 6",
  right: "M7.500 4l6 6-6 6",
  down: "M4 7.500l6 6 6-6",
  copy: "M7.500 7.500v-4h9v9h-4M3.500 7.500h9v9h-9z",
  save: "M10 3.500v9m-4-4l4 4 4-4M4 16.500h12",
} as const;

export type IconName = keyof typeof iconPaths;
