// The shelf: filter by title or source, with or without tone marks; what was heard is marked.

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const items = queue.map((element) => [element, plain(element.textContent)]);

by("filter")?.addEventListener("input", () => {
  const words = plain(by("filter").value).split(/\s+/);
  let found = 0;
  for (const [element, text] of items) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) found++;
  }
  by("found").textContent = found;
  by("none-found").hidden = found > 0;
  document.querySelector(".start").hidden = found === 0;
});

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
beginLooks();
if (sound) {
  listenToQueue();
  beginOffline();
}
