/** Whoever pressed what is gone by then, with the next picture, is on the heading of the screen, not at the beginning of the page. */
export function keepFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) {
      document.querySelector("h1")?.focus({ preventScroll: true });
    }
  });
}
