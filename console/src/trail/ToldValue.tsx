import type { Told } from "./told.ts";

/** Words, or a small list of them below each other. */
export function ToldValue({ told }: { told: Told }) {
  if (typeof told === "string") return <>{told}</>;
  return (
    <ul class="list-disc pl-5">
      {told.map((item, index) => (
        <li key={index}>
          {item.name !== undefined && `${item.name}: `}
          <ToldValue told={item.told} />
        </li>
      ))}
    </ul>
  );
}
