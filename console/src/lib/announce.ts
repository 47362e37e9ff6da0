/** Says a sentence to a screen reader; the region is in the page from the beginning. */
export function announce(sentence: string): void {
  const region = document.getElementById("announcer");
  if (region === null) return;
  region.textContent = "";
  requestAnimationFrame(() => region.textContent = sentence);
}
