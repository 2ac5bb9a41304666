// The service worker of a shelf: pages as they were last, for when there is no network, and
// recordings that a listener asked to keep. It asks its own server and nobody else.

const KEPT = "bao-noi";
const within = (url) => url.startsWith(self.registration.scope);
const bare = (url) => url.split("#")[0];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !within(request.url)) return;
  if (request.mode === "navigate") event.respondWith(pageOf(request));
  else if (new URL(request.url).pathname.endsWith(".mp3")) event.respondWith(soundOf(request));
});

async function pageOf(request) {
  const kept = await caches.open(KEPT);
  const url = bare(request.url);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(url, answer.clone());
    return answer;
  } catch {
    const shelf = new URL("index.html", self.registration.scope).href;
    return (await kept.match(url)) ?? (await kept.match(shelf)) ?? Response.error();
  }
}

// A kept recording answers a Range by itself, whatever its server can do.
async function soundOf(request) {
  const kept = await (await caches.open(KEPT)).match(bare(request.url));
  if (kept === undefined) return fetch(request);
  const whole = await kept.blob();
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  const headers = { "Content-Type": "audio/mpeg", "Accept-Ranges": "bytes" };
  if (asked === null) return new Response(whole, { headers });
  const first = Number(asked[1]);
  const last = Math.min(Number(asked[2] || whole.size), whole.size - 1);
  headers["Content-Range"] = `bytes ${first}-${last}/${whole.size}`;
  headers["Content-Length"] = String(last - first + 1);
  return new Response(whole.slice(first, last + 1), { status: 206, headers });
}

// The shelf asks: { keep: [addresses] } or { drop: [addresses] }; the answer is { kept: [addresses] }.
self.addEventListener("message", (event) => {
  event.waitUntil(change(event.data, event.source));
});

async function change({ keep = [], drop = [] }, shelf) {
  const kept = await caches.open(KEPT);
  await Promise.allSettled(keep.filter(within).map((url) => kept.add(bare(url))));
  await Promise.allSettled(drop.filter(within).map((url) => kept.delete(bare(url))));
  shelf.postMessage({ kept: (await kept.keys()).map((request) => request.url) });
}
