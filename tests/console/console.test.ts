// All in one file, so that one stack and one browser serve them. Each part tells one screen; `--filter` picks a test.
import "./sign-in.cases.ts";
import "./booking.cases.ts";
import "./reports.cases.ts";
import "./settings.cases.ts";
