import type { ComponentType } from "preact";
import type { IconName } from "../components/Icon.tsx";
import type { Texts } from "../texts/texts.ts";

/** What a screen is given: the rest of its address, `["<id>"]` of `#/acme/calls/<id>`, and what stands behind `?`. */
export interface ScreenProps {
  rest: readonly string[];
  query: URLSearchParams;
}

/** A screen of an organisation; one line of `screens` in routes.ts. */
export interface Screen {
  /** The first part of its address behind the organisation, and the name of its folder. */
  path: string;
  label: (texts: Texts) => string;
  icon: IconName;
  /** Pressed after `g`. */
  key: string;
  /** On a phone: in the bar below, or behind its "More". */
  onPhone: "bar" | "more";
  /**
   * Its component is the module's `default`; loaded when somebody goes there. What it shows first may be asked by `askAhead`, while it
   * is still found out who is there: where that is nobody who may, the answer is a refusal.
   */
  load: () => Promise<{ default: ComponentType<ScreenProps>; askAhead?: () => void }>;
}
