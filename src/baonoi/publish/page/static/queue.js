// The queue of a shelf: one article after another, each from where it was left.

const sound = by("sound");
const queue = every(".list li");
let current = null; // the list's item that is heard
let start = 0; // where it is to begin, in seconds
let saved = 0;

const nameOf = (item) => item.dataset.name;
const secondsOf = (item) => Number(item.dataset.seconds);
const titleOf = (item) => item.querySelector("a").textContent;
const shownItems = () => queue.filter((item) => !item.hidden);

// Where an item was left; the place may be of a voice that is faster or slower.
function leftAt(item) {
  const place = keptPlace(nameOf(item));
  return place === null ? 0 : ((place.time / place.of) || 0) * secondsOf(item);
}

function listenTo(item) {
  savePlace();
  current = item;
  start = leftAt(item);
  sound.src = item.dataset.audio;
  sound.defaultPlaybackRate = sound.playbackRate = Number.isFinite(settings.speed) ? settings.speed : 1;
  sound.volume = Number.isFinite(settings.volume) ? clamp(settings.volume, 0, 1) : 1;
  sound.play().catch(() => {});
  by("dock").hidden = false;
  root.classList.add("docked");
  by("what").textContent = titleOf(item);
  by("what").href = item.querySelector("a").href;
  by("dock-all").textContent = clock(secondsOf(item));
  paintMarks();
}

function listenAll() {
  const all = shownItems();
  const next = all.find((item) => !isHeard(nameOf(item))) ?? all[0];
  if (next) listenTo(next);
}

// The next one that was not heard yet, or the one before.
function step(direction) {
  const all = shownItems();
  const at = all.indexOf(current);
  const next = direction < 0 ? all[at - 1] : all.slice(at + 1).find((item) => !isHeard(nameOf(item)));
  if (next) listenTo(next);
  return next;
}

// The article that was left last, if it is on this shelf.
function lastLeft() {
  const names = Object.keys(recall("places")).reverse();
  const name = names.find((each) => keptPlace(each) && queue.some((item) => nameOf(item) === each));
  return queue.find((item) => nameOf(item) === name) ?? null;
}

function savePlace() {
  saved = performance.now();
  if (current === null || sound.readyState === 0 || sound.ended || sound.currentTime < 1) return;
  const time = Math.round(sound.currentTime * 100) / 100;
  keepPlace({ time, of: secondsOf(current) }, nameOf(current));
}

function paintMarks() {
  for (const item of queue) {
    const left = leftAt(item);
    item.classList.toggle("current", item === current);
    item.classList.toggle("heard", isHeard(nameOf(item)));
    item.querySelector(".state").textContent = isHeard(nameOf(item))
      ? say("heard")
      : left > 0 ? `${say("left")} ${clock(secondsOf(item) - left)}` : "";
    item.querySelector(".play").setAttribute("aria-label", `${say("listen_to")}: ${titleOf(item)}`);
  }
  const last = lastLeft();
  if (!by("resume")) return;
  by("resume").hidden = last === null || current !== null;
  if (last) by("resume-title").textContent = titleOf(last);
}

function paintState() {
  const playing = !sound.paused && !sound.ended;
  root.classList.toggle("playing", playing);
  relabel(document.querySelector("[data-do=toggle]"), playing ? "pause" : "play");
  if ("mediaSession" in navigator) navigator.mediaSession.playbackState = playing ? "playing" : "paused";
}

function tellMedia() {
  const [from, date] = [".from", "time"].map((each) => current.querySelector(each)?.textContent ?? "");
  offerMedia(
    { title: titleOf(current), artist: from, date: date.slice(0, 10) },
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
  listen_to: (button) => listenTo(button.closest("li")),
  resume: () => listenTo(lastLeft()),
  toggle: () => (sound.paused ? sound.play().catch(() => {}) : sound.pause()),
  previous_article: () => step(-1),
  next_article: () => step(1),
};

function listenToQueue() {
  sound.addEventListener("loadedmetadata", () => {
    const { seekable } = sound;
    if (start > 1 && seekable.length > 0 && seekable.end(seekable.length - 1) > start) sound.currentTime = start;
  });
  sound.addEventListener("timeupdate", () => {
    by("dock-now").textContent = clock(sound.currentTime);
    by("gone").value = sound.currentTime / secondsOf(current) || 0;
    if (!sound.paused && performance.now() - saved > 2000) savePlace();
  });
  for (const name of ["play", "playing", "pause", "ended"]) sound.addEventListener(name, paintState);
  sound.addEventListener("playing", tellMedia);
  sound.addEventListener("pause", () => {
    savePlace();
    paintMarks();
  });
  sound.addEventListener("ended", () => {
    keepHeard(nameOf(current));
    paintMarks();
    step(1);
  });
  addEventListener("pagehide", savePlace);
}
