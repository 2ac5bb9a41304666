// <bao-noi src="https://bao.example/nghe/ten-bai/"> puts the small player of a recording here.
// Attributes: src, the recording's folder; theme, light or dark; lang, en for English; autoplay.
// Colours: --bao-noi-accent, -card, -ink, -soft and -line. Events: play, pause, progress, end.
const COLOURS = ["accent", "card", "ink", "soft", "line"];
const EVENTS = ["play", "pause", "progress", "end"];

class BaoNoi extends HTMLElement {
  static observedAttributes = ["src", "theme", "lang"];

  #frame = null;
  #told = "";
  #system = matchMedia("(prefers-color-scheme: dark)");
  #watch = new MutationObserver(() => this.#tell());
  #look = () => this.#tell();
  #heard = ({ source, data }) => {
    if (!this.#frame || source !== this.#frame.contentWindow || !data?.baonoi) return;
    const { height, event, ...detail } = data.baonoi;
    if (Number.isFinite(height)) {
      this.#frame.style.height = `${Math.min(Math.max(height, 60), 400)}px`;
    }
    if (EVENTS.includes(event)) this.dispatchEvent(new CustomEvent(event, { detail }));
  };

  connectedCallback() {
    addEventListener("message", this.#heard);
    addEventListener("transitionend", this.#look);
    this.#system.addEventListener("change", this.#look);
    for (const each of [document.documentElement, document.body]) {
      this.#watch.observe(each, { attributes: true });
    }
    this.#watch.observe(document.head, { attributes: true, childList: true, subtree: true });
    addEventListener("load", this.#look, true); // of style sheets
    this.#show();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#heard);
    removeEventListener("transitionend", this.#look);
    removeEventListener("load", this.#look, true);
    this.#system.removeEventListener("change", this.#look);
    this.#watch.disconnect();
  }

  attributeChangedCallback(name) {
    if (!this.isConnected) return;
    if (name === "src") this.#show();
    else this.#tell();
  }

  // How it should look. A page whose letters are bright is dark, whatever makes it so.
  #looks() {
    const style = getComputedStyle(this);
    const asked = this.getAttribute("theme");
    const looks = {
      theme: asked === "light" || asked === "dark" ? asked : bright(style.color) ? "dark" : "light",
      lang: this.getAttribute("lang") ?? "",
    };
    for (const name of COLOURS) {
      const colour = style.getPropertyValue(`--bao-noi-${name}`).trim();
      if (colour) looks[name] = colour;
    }
    return looks;
  }

  // A frame is see-through only where its scheme is that of the page in it.
  #tell() {
    if (!this.#frame) return;
    const looks = this.#looks();
    this.#frame.style.colorScheme = looks.theme;
    this.#frame.title = looks.lang === "en" ? "Listen to this article" : "Nghe bài này";
    const told = JSON.stringify(looks);
    if (told !== this.#told) this.#frame.contentWindow?.postMessage({ baonoi: looks }, "*");
    this.#told = told;
  }

  // The player's address; null for anything that is not a page of the web or of this disk.
  #address() {
    let address;
    try {
      address = new URL(this.getAttribute("src") ?? "", document.baseURI);
    } catch {
      return null;
    }
    if (!this.getAttribute("src") || !["http:", "https:", "file:"].includes(address.protocol)) return null;
    if (!address.pathname.endsWith(".html")) {
      address.pathname = `${address.pathname.replace(/\/$/, "")}/index.html`;
    }
    const wishes = { player: "", ...(this.hasAttribute("autoplay") ? { play: "" } : {}), ...this.#looks() };
    address.hash = new URLSearchParams(wishes).toString();
    return address.href;
  }

  #show() {
    const address = this.#address();
    if (address === null) return; // the link inside stays
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open", delegatesFocus: true });
    this.style.display = "block";
    this.#frame = document.createElement("iframe");
    this.#frame.loading = "lazy";
    this.#frame.allow = "autoplay";
    this.#frame.style.cssText = "display:block;width:100%;height:122px;border:0";
    this.#frame.src = address;
    this.#frame.addEventListener("load", () => {
      this.#told = "";
      this.#tell();
    });
    shadow.replaceChildren(this.#frame);
    this.#tell();
  }
}

if (!customElements.get("bao-noi")) customElements.define("bao-noi", BaoNoi);
