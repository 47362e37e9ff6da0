import { useBookingAddress } from "../../booking/open-booking.ts";
import type { ScreenProps } from "../screen.ts";
import { CallList } from "./CallList.tsx";
import { OneCall } from "./OneCall.tsx";

/** The list, one call, and the list with the booking dialog over it. */
export default function Calls({ rest: [part] }: ScreenProps) {
  useBookingAddress(part === "new");
  return part === undefined || part === "new" ? <CallList /> : <OneCall key={part} id={part} />;
}
