// The shelf: filter by title or source, with or without tone marks, by paper, day, bulletins and
// what is new; what was heard is marked.

const VISIT = 30 * 60; // seconds after which somebody who comes again has been away
const SEEN = 2000;

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const wordsOf = (item) =>
  (item.words ??= plain([item.title, item.source, item.published && dateOf(item), item.voices].join(" ")));
const VIETNAM = 7 * 60 * 60 * 1000; // ahead of UTC

function dayOf({ published }) {
  const time = Date.parse(published);
  return Number.isNaN(time) ? "" : new Date(time + VIETNAM).toISOString().slice(0, 10);
}

// The recordings that were there before this visit; null on the first one. The latest are enough.
function before() {
  const { at, seen, earlier } = recall("visit");
  const time = Date.now() / 1000;
  const first = !Number.isFinite(at) || !Array.isArray(seen);
  const again = !first && time - at > VISIT;
  const known = again ? seen : Array.isArray(earlier) ? earlier : null;
  const names = latest.map((item) => item.name);
  keep("visit", { at: first || again ? time : at, seen: names, ...(known && { earlier: known }) });
  return known && new Set(known);
}

const latest = queue.slice(0, SEEN);
const known = before();
const fresh = known === null ? [] : latest.filter((item) => !known.has(item.name));
const isChosen = (item, [kind, ...rest]) =>
  ({
    new: () => item.fresh === true,
    bulletin: () => item.bulletin,
    from: () => item.source === rest.join(" "),
    on: () => dayOf(item) === rest.join(" "),
  })[kind]?.() ?? true;

for (const item of fresh) item.fresh = true;
const choice = by("choice");
if (choice && fresh.length) {
  const option = choice.querySelector("[value=new]");
  option.hidden = option.disabled = false;
}

function filter() {
  const words = plain(by("filter").value).split(/\s+/);
  const wish = choice.value.split(" ");
  shown = queue.filter(
    (item) => isChosen(item, wish) && words.every((word) => wordsOf(item).includes(word)),
  );
  drawn = STEP;
  draw();
  by("found").textContent = shown.length;
  by("none-found").hidden = shown.length > 0;
  document.querySelector(".start").hidden = shown.length === 0;
}
by("filter")?.addEventListener("input", filter);
choice?.addEventListener("change", filter);

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const action = button && { ...queueActions, ...looks }[button.dataset.do];
  action?.(button);
  if (button?.dataset.do === "language") {
    paintMarks();
    paintKept();
  }
});
addEventListener("pageshow", paintMarks); // also on the way back from an article
for (const link of every(".list a")) link.hash = "shelf";
draw();
beginLooks();
if (by("more")) {
  const near = new IntersectionObserver(([entry]) => entry.isIntersecting && drawMore(), { rootMargin: "1000px" });
  near.observe(by("more"));
}
if (sound) {
  listenToQueue();
  beginOffline();
}
