import { Heading } from "../../components/Heading.tsx";
import { texts } from "../../texts/texts.ts";

export default function Today() {
  return <Heading title={texts.value.today.title} />;
}
