// Put it together: controls, the small player in another page, and the beginning.

const actions = {
  play: toggle,
  back: () => skip(-10),
  forward: () => skip(10),
  previous_sentence: () => stepSentence(-1),
  next_sentence: () => stepSentence(1),
  previous_section: () => stepSection(-1),
  next_section: () => stepSection(1),
  mute: () => setMuted(!sound.muted),
  share,
  help: () => by("help").showModal(),
  follow,
  ...looks,
};

function listenToControls() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.do) actions[button.dataset.do]();
    else if (button.dataset.section) playFrom(line.sections[Number(button.dataset.section)] / 1000);
    else if (button.dataset.sentence) playFrom(line.start[Number(button.dataset.sentence)] / 1000);
  });
  seekBar.addEventListener("input", () => {
    dragging = true;
    go(Number(seekBar.value));
  });
  seekBar.addEventListener("change", () => {
    dragging = false;
  });
  seekBar.addEventListener("pointermove", (event) => showBubble(event));
  seekBar.addEventListener("pointerleave", () => {
    document.querySelector(".bubble").hidden = true;
  });
  by("speed").addEventListener("change", () => {
    setSpeed(Number(by("speed").value));
    set("speed", Number(by("speed").value));
  });
  by("volume").addEventListener("input", () => {
    setMuted(false);
    setVolume(Number(by("volume").value));
    set("volume", Number(by("volume").value));
  });
  by("sleep").addEventListener("change", () => setSleep(by("sleep").value));
  by("use-keys").addEventListener("change", () => set("keys", by("use-keys").checked));
  by("voice")?.addEventListener("change", () => {
    setVoice(Number(by("voice").value));
    set("voice", data.voices[voice].name);
  });
  addEventListener("pagehide", save);
  addEventListener("hashchange", () => {
    const time = timeIn(new URLSearchParams(location.hash.slice(1)));
    if (time !== null) go(time);
  });
  document.addEventListener("visibilitychange", () => {
    setRate(false);
    if (document.hidden) save();
    else paint(now(), true);
  });
}

function showBubble(event) {
  if (event.pointerType !== "mouse") return;
  const bubble = document.querySelector(".bubble");
  const box = seekBar.getBoundingClientRect();
  const share = clamp((event.clientX - box.left) / box.width, 0, 1);
  const seconds = share * duration();
  const title = data.voices[voice].sections[line.sectionAt(seconds * 1000)]?.title;
  bubble.textContent = title ? `${clock(seconds)} · ${title}` : clock(seconds);
  bubble.hidden = false;
  const half = bubble.offsetWidth / 2;
  bubble.style.left = `${clamp(share * box.width, half, Math.max(box.width - half, half))}px`;
}

function watchPlayer() {
  new IntersectionObserver(([entry]) => {
    playerInView = entry.isIntersecting;
    paintDock();
  }).observe(by("player"));
}

function timeIn(wishes) {
  const parts = (wishes.get("t") ?? "").split(":").map(Number);
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0);
  return wishes.has("t") && Number.isFinite(seconds) ? seconds : null;
}

// The link to this moment goes to the phone's own sheet, to the clipboard, or stays in the address bar.
function share() {
  const time = clock(now());
  const url = `${location.href.split("#")[0]}#t=${time}`;
  history.replaceState(null, "", url);
  const told = (key) => () => {
    by("status").textContent = `${say(key)} ${time}`;
  };
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    navigator.share({ title: data.title, url }).catch(told("in_address"));
  } else if (navigator.clipboard) {
    navigator.clipboard.writeText(url).then(told("copied"), told("in_address"));
  } else told("in_address")();
}

// A page that was reached from a shelf leads back to it, also when it is opened alone later.
function offerShelf() {
  const link = by("to-shelf");
  if (asked.has("shelf")) keep("shelf", { at: link.href });
  link.hidden = recall("shelf").at !== link.href;
}

function begin() {
  const place = keptPlace();
  const numberOf = (name) => data.voices.findIndex((each) => each.name === name);
  const number = Math.max(numberOf(settings.voice), 0);
  if (number > 0) setVoice(number, place ? [place.block, place.from] : null);
  const time = timeIn(asked);
  if (time !== null) go(time);
  else if (place && place.voice === data.voices[voice].name) go(place.time);
  else if (place && place.voice === undefined) go((place.time / place.of || 0) * duration());
  else if (place && number === 0) {
    const sentence = line.sentenceOf(place.block, place.from);
    go(sentence < 0 ? 0 : line.start[sentence] / 1000);
  } else if (number === 0) {
    setCursor(0);
  }
}

beginLooks();
if (small) beSmall();
by("use-keys").checked = settings.keys !== false;
by("download").href = sound.src;
listenToSounds();
settings.volume = Number.isFinite(settings.volume) ? clamp(settings.volume, 0, 1) : 1;
setSpeed(SPEEDS.includes(settings.speed) ? settings.speed : 1);
setVolume(settings.volume);
placeTicks();
listenToText((time) => playFrom(time / 1000));
listenToControls();
listenToKeys();
watchReader();
offerShelf();
begin();
if (small && asked.has("play")) play();
watchPlayer();
