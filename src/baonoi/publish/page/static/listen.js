// <script src="https://nghe.bao.example/listen.js" async></script> puts a button here that has the
// page it stands on read aloud, and then the player in its place.
// data-voice: nam, nu; data-lang="en"; data-theme: light, dark; data-after: what it stands behind,
// as a CSS selector. In the head of a page it stands behind the first <h1>.

const script = document.currentScript;
const server = new URL(".", script.src);
const { voice = "nam", lang = "vi", theme = "", after = "" } = script.dataset;
const VOICES = { nam: ["Giọng nam", "Male voice"], nu: ["Giọng nữ", "Female voice"] };
const WORDS = {
  listen: ["Nghe bài này", "Listen to this article"],
  opening: ["Đang mở bài…", "Opening…"],
  failed: ["Chưa nghe được bài này. Mời bạn thử lại sau.", "This article cannot be heard now. Try again later."],
};
const STYLE = `
  :host { display: block; margin: 1rem 0; font: 1rem/1.4 system-ui, sans-serif; }
  div { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
  button { min-height: 44px; padding: .5rem 1.1rem .5rem .9rem; border: 0; border-radius: 22px; font: inherit;
    font-weight: 600; cursor: pointer; color: #fff; background: var(--bao-noi-accent, #a5151f); }
  button:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
  button[aria-disabled="true"] { opacity: .7; cursor: progress; }
  button::before { content: ""; display: inline-block; margin-right: .6rem; border: solid transparent;
    border-width: .42em 0 .42em .7em; border-left-color: currentColor; }
  p { margin: .25rem 0 0; min-height: 1.4em; }
`;

const word = ([vi, en]) => (lang === "en" ? en : vi);

// The article's own address: what the page calls canonical, as long as that is of its own site.
function address() {
  const told = document.querySelector('link[rel="canonical"]')?.href;
  const own = told && URL.canParse?.(told) && new URL(told).origin === location.origin;
  return own ? told : location.href.split("#")[0];
}

async function ask() {
  const body = new URLSearchParams({ url: address(), voice });
  const answer = await fetch(new URL("v1/listen", server), { method: "POST", body, credentials: "omit" });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.code);
  return new URL(told.listen.replace(/^\//, ""), server).href;
}

function player(src) {
  const element = document.createElement("bao-noi");
  for (const [name, value] of Object.entries({ src, theme, lang: lang === "en" ? "en" : "" })) {
    if (value) element.setAttribute(name, value);
  }
  element.setAttribute("autoplay", "");
  return element;
}

function offer() {
  const host = document.createElement("div");
  host.className = "bao-noi-listen";
  host.lang = lang === "en" ? "en" : "vi";
  const shadow = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [style];
  const part = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });
  const row = part("div");
  const button = Object.assign(part("button", word(WORDS.listen)), { type: "button" });
  const status = part("p");
  status.setAttribute("role", "status");
  row.append(button, part("span", word(VOICES[voice] ?? VOICES.nam)));
  shadow.append(row, status);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    status.textContent = word(WORDS.opening);
    try {
      const element = player(await ask());
      const focused = shadow.activeElement === button;
      host.replaceWith(element);
      if (focused) element.focus();
    } catch (error) {
      console.warn(`Báo Nói: ${error.message}. It must be told: --allow-origin ${location.origin}`);
      status.textContent = word(WORDS.failed);
      button.removeAttribute("aria-disabled");
    }
  });
  return host;
}

function place() {
  const behind = after || document.head.contains(script) ? document.querySelector(after || "h1") : script;
  (behind ?? document.body.firstElementChild ?? script).after(offer());
}

if (document.readyState === "loading" && (after || document.head.contains(script))) {
  document.addEventListener("DOMContentLoaded", place);
} else place();
