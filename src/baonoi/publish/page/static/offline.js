// Where the shelf is served it can be installed, and keeps recordings for when there is no network.

let keeper = null; // the service worker
let kept = new Set();

const addressOf = (relative) => new URL(relative, document.baseURI).href;
const soundOf = (item) => addressOf(item.audio);

function paintKept() {
  for (const item of drawnItems()) {
    const button = item.row.querySelector(".keep");
    const text = say(kept.has(soundOf(item)) ? "drop" : "keep");
    button.hidden = keeper === null;
    button.textContent = text;
    button.setAttribute("aria-label", `${text}: ${item.title}`);
  }
}

queueActions.keep = (button) => {
  const item = itemOf(button);
  const addresses = [soundOf(item), addressOf(item.link)];
  keeper.postMessage(kept.has(soundOf(item)) ? { drop: addresses } : { keep: addresses });
};

async function beginOffline() {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "bao-noi.webmanifest";
  document.head.append(manifest);
  navigator.serviceWorker.addEventListener("message", (event) => {
    kept = new Set(event.data.kept);
    paintKept();
  });
  try {
    await navigator.serviceWorker.register("bao-noi-worker.js");
    keeper = (await navigator.serviceWorker.ready).active;
    keeper.postMessage({ keep: [bare(location.href)] });
  } catch {
    // denied, or not written beside this page
  }
}

const bare = (address) => address.split("#")[0];
