import type { ComponentChildren } from "preact";
import { Heading } from "../../components/Heading.tsx";
import { pulse } from "../../live/live.ts";
import { texts } from "../../texts/texts.ts";
import { Attention } from "./Attention.tsx";
import { Figures } from "./Figures.tsx";
import { Next } from "./Next.tsx";
import { Now } from "./Now.tsx";
import { SchedulerLine } from "./SchedulerLine.tsx";
import { callsFlagged, callsNext, callsNow } from "./today-calls.ts";

/** The page that most come to: what it shows is asked for while it is found out where they are. */
export function askAhead(): void {
  callsNow.askAhead("now");
  callsNext.askAhead("next");
  callsFlagged.askAhead("flagged");
}

/** Whether all is well, at a glance. */
export default function Today() {
  const t = texts.value.today;
  const isCalm = (pulse.value?.attention ?? 0) === 0;
  return (
    <>
      <Heading title={t.title} />
      <Figures />
      <div class="grid gap-6 lg:grid-cols-3">
        <Part title={t.needsPerson} class={isCalm ? "order-3" : "lg:order-3"}>
          <Attention />
        </Part>
        <Part title={t.now} class="lg:order-1">
          <Now />
        </Part>
        <Part title={t.next} class="lg:order-2">
          <Next />
        </Part>
      </div>
      <SchedulerLine />
    </>
  );
}

function Part(
  { title, class: classes, children }: { title: string; class: string; children: ComponentChildren },
) {
  return (
    <section aria-label={title} class={`flex min-w-0 flex-col gap-2 ${classes}`}>
      <h2 class="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}
