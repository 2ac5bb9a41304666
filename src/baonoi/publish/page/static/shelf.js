// The shelf: filter by title or source, with or without tone marks.

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const items = every(".list li").map((element) => [element, plain(element.textContent)]);

by("filter")?.addEventListener("input", () => {
  const words = plain(by("filter").value).split(/\s+/);
  let found = 0;
  for (const [element, text] of items) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) found++;
  }
  by("found").textContent = found;
});

document.addEventListener("click", (event) => {
  const action = event.target.closest("button")?.dataset.do;
  if (action) looks[action]();
});
beginLooks();
