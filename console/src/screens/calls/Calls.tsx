import { Heading } from "../../components/Heading.tsx";
import { texts } from "../../texts/texts.ts";

export default function Calls() {
  return <Heading title={texts.value.calls.title} />;
}
