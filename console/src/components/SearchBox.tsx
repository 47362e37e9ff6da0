import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useKeys } from "../lib/keys.ts";
import { Icon } from "./Icon.tsx";
import { Form } from "./Form.tsx";

/** What is searched for is asked on Enter, and given up by emptying it. `/` leads here. */
export function SearchBox({ label, placeholder, words: given, onSearch }: {
  label: string;
  placeholder: string;
  words: string;
  onSearch: (words: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const words = useSignal(given);
  useKeys({ "/": () => input.current?.focus() });
  useEffect(() => {
    words.value = given;
  }, [given]);
  return (
    <Form
      role="search"
      class="min-w-0 flex-1 basis-64"
      onSubmit={() => onSearch(words.value.trim())}
    >
      <label class="input w-full">
        <Icon name="find" class="size-4 opacity-60" />
        <input
          ref={input}
          type="search"
          // The frame around it is what shows the focus.
          class="outline-none!"
          aria-label={label}
          placeholder={placeholder}
          maxLength={200}
          value={words.value}
          onInput={(event) => {
            words.value = event.currentTarget.value;
            if (words.value === "" && given !== "") onSearch("");
          }}
        />
      </label>
    </Form>
  );
}
