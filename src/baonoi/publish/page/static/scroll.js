// Keep what is being said in view, and yield to a reader who scrolls.

const REST = 2500; // milliseconds after the reader's last move before the page moves again
let yielded = false;
let moved = -Infinity;

function readerMoves() {
  moved = performance.now();
  yielded = true;
}

function inView(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > innerHeight * 0.1 && box.top < innerHeight * 0.85;
}

// Called with each new sentence while it plays.
function keepInView(element) {
  if (small || !element) return;
  const box = element.getBoundingClientRect();
  const visible = inView(element);
  if (yielded && visible && performance.now() - moved > REST) yielded = false;
  by("follow").hidden = !yielded || visible;
  if (yielded || (box.top > innerHeight * 0.12 && box.bottom < innerHeight * 0.78)) return;
  bringIntoView(box);
}

function bringIntoView(box) {
  const top = scrollY + box.top - innerHeight * 0.3;
  scrollTo({ top: Math.max(top, 0), behavior: calm.matches ? "auto" : "smooth" });
}

function follow() {
  yielded = false;
  by("follow").hidden = true;
  if (lit.sentenceElement) bringIntoView(lit.sentenceElement.getBoundingClientRect());
}

function watchReader() {
  const quiet = { passive: true };
  addEventListener("wheel", readerMoves, quiet);
  addEventListener("touchmove", readerMoves, quiet);
  addEventListener("pointerdown", (event) => {
    if (event.target === root && event.clientX >= root.clientWidth) readerMoves(); // the scroll bar
  }, quiet);
  addEventListener("keydown", (event) => {
    const scrolls = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];
    if (scrolls.includes(event.key) && !event.defaultPrevented && !event.target.matches("input, select")) {
      readerMoves();
    }
  }, quiet);
}
