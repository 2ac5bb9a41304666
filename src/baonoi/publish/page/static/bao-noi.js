// <bao-noi src="https://bao.example/nghe/ten-bai/"> puts the small player of a recording here.
// Attributes: src, the recording's folder; theme, light or dark; lang, en for English.
class BaoNoi extends HTMLElement {
  static observedAttributes = ["src", "theme", "lang"];

  #frame = null;
  #heard = (event) => {
    const height = event.data?.baonoi?.height;
    if (event.source !== this.#frame?.contentWindow || !Number.isFinite(height)) return;
    this.#frame.style.height = `${Math.min(Math.max(height, 60), 400)}px`;
  };

  connectedCallback() {
    addEventListener("message", this.#heard);
    this.#show();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#heard);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
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
    const wishes = new URLSearchParams({ player: "" });
    for (const name of ["theme", "lang"]) {
      if (this.hasAttribute(name)) wishes.set(name, this.getAttribute(name));
    }
    address.hash = wishes.toString();
    return address.href;
  }

  #show() {
    const address = this.#address();
    if (address === null) return; // the link inside stays
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.style.display = "block";
    this.#frame = document.createElement("iframe");
    this.#frame.title = this.getAttribute("lang") === "en" ? "Listen to this article" : "Nghe bài này";
    this.#frame.loading = "lazy";
    this.#frame.allow = "autoplay";
    this.#frame.style.cssText = "display:block;width:100%;height:122px;border:0";
    this.#frame.src = address;
    shadow.replaceChildren(this.#frame);
  }
}

if (!customElements.get("bao-noi")) customElements.define("bao-noi", BaoNoi);
