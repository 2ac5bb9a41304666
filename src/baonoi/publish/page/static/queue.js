// The queue of a shelf: one article after another, each from where it was left.

const STEP = 100; // rows that are made at a time
const sound = by("sound");
const list = document.querySelector(".list");
const queue = (data.rows ?? []).map(
  ([name, title, published, seconds, source, voices, bulletin, audio, link]) => ({
    name, title, published, seconds, bulletin,
    source: data.sources[source],
    voices: data.voices[voices],
    audio: audio || `${name}/${name}.mp3`,
    link: link || `${name}/index.html`,
  }),
);
const byName = new Map(queue.map((item) => [item.name, item]));
let shown = queue; // what the filter lets through
let drawn = Math.max(STEP, history.state?.drawn || 0); // how many of those have a row
let current = null; // the item that is heard
let start = 0; // where it is to begin, in seconds
let saved = 0;

const drawnItems = () => shown.slice(0, drawn);
const itemOf = (element) => byName.get(element.closest("li").dataset.name);

function dateOf({ published }) {
  const [day, time] = [published.slice(0, 10), published.slice(11, 16)];
  return `${day.split("-").reverse().join("/")} ${time}`;
}

// The first rows stand on the page, each of the others is made when it is wanted.
for (const element of list?.children ?? []) byName.get(element.dataset.name).row = element;

function rowOf(item) {
  item.row ??= madeRow(item);
  item.row.classList.toggle("fresh", item.fresh === true);
  return item.row;
}

function madeRow(item) {
  const row = by("row").content.firstElementChild.cloneNode(true);
  const [link, from, time] = ["a", ".from", "time"].map((each) => row.querySelector(each));
  row.dataset.name = item.name;
  link.textContent = item.title;
  link.href = `${item.link}#shelf`;
  if (item.source) from.textContent = item.source;
  else from.remove();
  const unknown = row.querySelector("[data-t]");
  if (item.published) {
    time.dateTime = item.published;
    time.textContent = dateOf(item);
    unknown.remove();
  } else {
    time.remove();
    unknown.textContent = say(unknown.dataset.t);
    unknown.lang = language;
  }
  row.querySelector(".long").textContent = clock(item.seconds);
  row.querySelector(".voices").textContent = item.voices;
  return row;
}

// The rows of what is shown, as many as are wanted so far.
function draw() {
  list?.replaceChildren(...drawnItems().map(rowOf));
  paintRows();
}

function drawMore() {
  const before = drawn;
  drawn += STEP;
  list.append(...shown.slice(before, drawn).map(rowOf));
  history.replaceState({ drawn }, "");
  paintRows();
}

function paintRows() {
  if (by("more")) by("more").hidden = shown.length <= drawn;
  paintMarks();
  paintKept();
}

// Where an item was left; the place may be of a voice that is faster or slower.
function leftAt(item, places = recall("places")) {
  const place = keptPlace(item.name, places);
  return place === null ? 0 : ((place.time / place.of) || 0) * item.seconds;
}

function listenTo(item) {
  savePlace();
  current = item;
  start = leftAt(item);
  sound.src = item.audio;
  sound.defaultPlaybackRate = sound.playbackRate = Number.isFinite(settings.speed) ? settings.speed : 1;
  sound.volume = Number.isFinite(settings.volume) ? clamp(settings.volume, 0, 1) : 1;
  sound.play().catch(() => {});
  by("dock").hidden = false;
  root.classList.add("docked");
  by("what").textContent = item.title;
  by("what").href = `${item.link}#shelf`;
  by("dock-all").textContent = clock(item.seconds);
  paintMarks();
}

function listenAll() {
  const places = recall("places");
  const next = shown.find((item) => !isHeard(item.name, places)) ?? shown[0];
  if (next) listenTo(next);
}

// The next one that was not heard yet, or the one before.
function step(direction) {
  const places = recall("places");
  const at = shown.indexOf(current);
  const unheard = (item) => !isHeard(item.name, places);
  const next = direction < 0 ? shown[at - 1] : shown.slice(at + 1).find(unheard);
  if (next) listenTo(next);
  return next;
}

// The article that was left last, if it is on this shelf.
function lastLeft() {
  const places = recall("places");
  const names = Object.keys(places).reverse();
  return byName.get(names.find((each) => keptPlace(each, places) && byName.has(each))) ?? null;
}

function savePlace() {
  saved = performance.now();
  if (current === null || sound.readyState === 0 || sound.ended || sound.currentTime < 1) return;
  const time = Math.round(sound.currentTime * 100) / 100;
  keepPlace({ time, of: current.seconds }, current.name);
}

function paintMarks() {
  const places = recall("places");
  for (const item of drawnItems()) {
    const left = leftAt(item, places);
    const heard = isHeard(item.name, places);
    item.row.classList.toggle("current", item === current);
    item.row.classList.toggle("heard", heard);
    item.row.querySelector(".state").textContent = heard
      ? say("heard")
      : left > 0 ? `${say("left")} ${clock(item.seconds - left)}` : "";
    item.row.querySelector(".play").setAttribute("aria-label", `${say("listen_to")}: ${item.title}`);
  }
  const last = lastLeft();
  if (!by("resume")) return;
  by("resume").hidden = last === null || current !== null;
  if (last) by("resume-title").textContent = last.title;
}

function paintState() {
  const playing = !sound.paused && !sound.ended;
  root.classList.toggle("playing", playing);
  relabel(document.querySelector("[data-do=toggle]"), playing ? "pause" : "play");
  if ("mediaSession" in navigator) navigator.mediaSession.playbackState = playing ? "playing" : "paused";
}

function tellMedia() {
  offerMedia(
    { title: current.title, artist: current.source, date: current.published && dateOf(current).slice(0, 10) },
    {
      play: () => sound.play(),
      pause: () => sound.pause(),
      stop: () => sound.pause(),
      seekbackward: (details) => { sound.currentTime -= details.seekOffset || 10; },
      seekforward: (details) => { sound.currentTime += details.seekOffset || 10; },
      previoustrack: () => step(-1),
      nexttrack: () => step(1),
    },
  );
}

const queueActions = {
  listen_all: listenAll,
  listen_to: (button) => listenTo(itemOf(button)),
  resume: () => listenTo(lastLeft()),
  toggle: () => (sound.paused ? sound.play().catch(() => {}) : sound.pause()),
  previous_article: () => step(-1),
  next_article: () => step(1),
  more: drawMore,
};

function listenToQueue() {
  sound.addEventListener("loadedmetadata", () => {
    const { seekable } = sound;
    if (start > 1 && seekable.length > 0 && seekable.end(seekable.length - 1) > start) sound.currentTime = start;
  });
  sound.addEventListener("timeupdate", () => {
    by("dock-now").textContent = clock(sound.currentTime);
    by("gone").value = sound.currentTime / current.seconds || 0;
    if (!sound.paused && performance.now() - saved > 2000) savePlace();
  });
  for (const name of ["play", "playing", "pause", "ended"]) sound.addEventListener(name, paintState);
  sound.addEventListener("playing", tellMedia);
  sound.addEventListener("pause", () => {
    savePlace();
    paintMarks();
  });
  sound.addEventListener("ended", () => {
    keepHeard(current.name);
    paintMarks();
    step(1);
  });
  addEventListener("pagehide", savePlace);
}
