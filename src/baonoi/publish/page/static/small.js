// In another page only the player shows. That page is told how tall it is and what happens, and
// may say how it looks: { baonoi: { theme, lang, accent, card, ink, soft, line } }.

const COLOURS = ["accent", "card", "ink", "soft", "line"];

function tell(told) {
  if (small && parent !== window) parent.postMessage({ baonoi: told }, "*");
}

function tellEvent(event) {
  const { title, name } = data;
  tell({ event, time: now(), duration: duration(), article: name, title, voice: data.voices[voice].name });
}

function takeLooks(looks) {
  if (looks.lang === "vi" || looks.lang === "en") setLanguage(looks.lang);
  setTheme(looks.theme === "auto" || looks.theme === "dark" ? looks.theme : "light");
  for (const name of COLOURS) {
    const colour = String(looks[name] ?? "");
    if (colour && !CSS.supports("color", colour)) continue;
    root.style.setProperty(`--${name}`, colour);
    if (name === "accent") root.style.setProperty("--on-accent", colour && (bright(colour) ? "#000" : "#fff"));
  }
}

function beSmall() {
  root.classList.add("small");
  const link = document.querySelector(".onward a");
  link.href = location.href.split("#")[0];
  link.addEventListener("click", () => {
    if (now() > 0) link.hash = `t=${clock(now())}`;
  });
  takeLooks(Object.fromEntries(asked));
  if (parent === window) return;
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.baonoi) takeLooks(data.baonoi);
  });
  new ResizeObserver(() => tell({ height: by("player").offsetHeight })).observe(by("player"));
}
