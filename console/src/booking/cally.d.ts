import type { CalendarDateProps } from "cally";
import type { HTMLAttributes } from "preact";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "calendar-date": CalendarDateProps & HTMLAttributes<HTMLElement>;
      "calendar-month": HTMLAttributes<HTMLElement>;
    }
  }
}
