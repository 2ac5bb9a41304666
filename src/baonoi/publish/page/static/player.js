// The player: one sound a voice, one place in the article. Times here are seconds.

const sounds = every("audio");
const RESTART = 1.5; // so far into a sentence or section, "previous" begins it again
const seekBar = by("seek");
let voice = 0;
let sound = sounds[0];
let wanted = null; // a place asked for before the sound was ready
let frame = 0;
let dragging = false;
let painted = { second: -1, quarter: -1, section: -1 };
let saved = 0; // when the place was kept last
let playerInView = true;
let speed = 1;
let made = null; // so many seconds are there, where the recording is still being made

const duration = () => data.voices[voice].duration / 1000;
const now = () => wanted ?? sound.currentTime;
const playing = () => !sound.paused && !sound.ended;

// Without Range requests a server can only begin at the beginning; a browser asked for another
// place would begin there again.
function reachable(place) {
  if (place < 0.1 || place > sound.duration || made !== null) return true;
  for (let range = 0; range < sound.seekable.length; range++) {
    if (place >= sound.seekable.start(range) && place <= sound.seekable.end(range)) return true;
  }
  by("status").textContent = say("no_seek");
  return false;
}

function go(seconds) {
  const place = clamp(seconds, 0, made ?? duration());
  if (place < seconds && made !== null) by("status").textContent = say("not_yet");
  if (sound.readyState === 0) wanted = place;
  else if (reachable(place)) sound.currentTime = place;
  else return paint(now(), true);
  paint(place, true);
  paintDock();
  tellPosition(place);
}

function play() {
  sound.play().catch(() => {}); // a browser that wants a click first, or a pause at once after it
}

function playFrom(seconds) {
  yielded = false;
  go(seconds);
  play();
}

function toggle() {
  if (playing()) sound.pause();
  else {
    if (now() >= duration() - 0.1) go(0);
    play();
  }
}

function skip(seconds) {
  go(now() + seconds);
}

function step(starts, current, direction) {
  yielded = false;
  if (starts.length === 0) return; // nothing is said yet
  const back = direction < 0 && now() - starts[current] / 1000 > RESTART;
  const next = clamp(back ? current : current + direction, 0, starts.length - 1);
  if (next !== current || direction < 0) go(starts[next] / 1000);
}

const stepSentence = (direction) => step(line.start, line.sentenceAt(now() * 1000), direction);
const stepSection = (direction) => step(line.sections, line.sectionAt(now() * 1000), direction);

// Show a place: highlight, clocks, bar. Called each frame while it plays, so it does little.
function paint(seconds, whole = false) {
  const time = seconds * 1000 + 1; // a sound set to 1.234 may answer 1.233999
  const sentence = line.sentenceAt(time);
  const word = line.wordAt(time, sentence);
  if (sentence !== lit.sentence) {
    light(sentence, word);
    if (!document.activeElement?.matches(".w")) setCursor(line.first[sentence]);
    if (playing()) keepInView(lit.sentenceElement);
  } else {
    light(sentence, word);
  }
  const quarter = Math.floor(seconds * 4);
  if (whole || quarter !== painted.quarter) paintBar(seconds, quarter);
}

function paintBar(seconds, quarter) {
  painted.quarter = quarter;
  const share = seconds / duration() || 0;
  if (!dragging) seekBar.value = seconds;
  seekBar.style.setProperty("--p", `${share * 100}%`);
  by("gone").value = share;
  const second = Math.floor(seconds);
  if (second === painted.second) return;
  painted.second = second;
  if (playing()) tellEvent("progress");
  by("now").textContent = by("dock-now").textContent = clock(seconds);
  const section = line.sectionAt(seconds * 1000 + 1);
  const title = data.voices[voice].sections[section]?.title ?? data.title;
  seekBar.setAttribute("aria-valuetext", `${clock(seconds)} ${say("of")} ${clock(duration())}, ${title}`);
  if (section === painted.section) return;
  painted.section = section;
  by("what").textContent = title;
  for (const button of every("[data-section]")) {
    if (Number(button.dataset.section) === section) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

// Above 1.5 the pauses between sentences pass faster still.
const HURRIED = 1.5;
const EDGE = 80; // milliseconds at both ends of a pause that stay as they are

function setRate(hurried) {
  const rate = hurried && speed > HURRIED ? Math.min(speed * 2.5, 6) : speed;
  if (sound.playbackRate !== rate) sound.playbackRate = rate;
}

function inPause(time) {
  return time > line.end[lit.sentence] + EDGE && time < line.start[lit.sentence + 1] - EDGE;
}

function tick() {
  paint(now());
  setRate(inPause(now() * 1000));
  checkSleep();
  frame = playing() ? requestAnimationFrame(tick) : 0;
}

function paintState() {
  root.classList.toggle("playing", playing());
  for (const button of every('[data-do="play"]')) relabel(button, playing() ? "pause" : "play");
  if ("mediaSession" in navigator) navigator.mediaSession.playbackState = playing() ? "playing" : "paused";
  if (playing() && !frame) frame = requestAnimationFrame(tick);
  paintDock();
}

// The small player at the bottom: once something has begun, while the large one is out of view.
function paintDock() {
  const shown = !small && !playerInView && (playing() || now() > 0);
  by("dock").hidden = !shown;
  root.classList.toggle("docked", shown);
}

function save() {
  saved = performance.now();
  if (now() > duration() - 1) return keepHeard();
  if (now() < 1) return keepPlace(null);
  const sentence = line.sentenceAt(now() * 1000);
  keepPlace({
    time: Math.round(now() * 100) / 100,
    of: Math.round(duration()),
    voice: data.voices[voice].name,
    block: line.block[sentence],
    from: line.from[sentence],
  });
}

function setSpeed(to) {
  speed = to;
  for (const each of sounds) {
    each.preservesPitch = each.mozPreservesPitch = each.webkitPreservesPitch = true;
    each.defaultPlaybackRate = each.playbackRate = speed;
  }
  by("speed").value = String(Number.isInteger(speed) ? speed.toFixed(1) : speed);
}

function setVolume(volume) {
  for (const each of sounds) each.volume = volume;
  by("volume").value = volume;
  by("volume").style.setProperty("--p", `${volume * 100}%`);
}

function setMuted(muted) {
  for (const each of sounds) each.muted = muted;
  root.classList.toggle("muted", muted);
  for (const button of every('[data-do="mute"]')) relabel(button, muted ? "unmute" : "mute");
}

// Another voice goes on with the sentence that is being said.
function setVoice(number, place = null) {
  const was = playing();
  const sentence = line.sentenceAt(now() * 1000);
  const [block, from] = place ?? [line.block[sentence], line.from[sentence]];
  const share = now() / duration();
  const begun = now() > 0.5 || place !== null;
  sound.pause();
  wanted = null;
  voice = number;
  sound = sounds[number];
  for (const each of every(".readings")) each.hidden = Number(each.dataset.readings) !== number;
  takeVoice(data.voices[number]);
  seekBar.max = duration();
  by("all").textContent = by("dock-all").textContent = clock(duration());
  for (const each of every(".voice-name")) each.textContent = data.voices[number].label;
  every("[data-section] .at").forEach((each, index) => {
    each.textContent = clock((line.sections[index] ?? 0) / 1000);
  });
  painted = { second: -1, quarter: -1, section: -1 };
  placeTicks();
  const next = line.sentenceOf(block, from);
  go(!begun ? 0 : next >= 0 ? line.start[next] / 1000 : share * duration());
  if (by("voice")) by("voice").value = String(number);
  by("download").href = sound.currentSrc || sound.src;
  if (was) play();
}

function placeTicks() {
  document.querySelector(".ticks").replaceChildren(
    ...line.sections.slice(1).map((start) => {
      const tick = make("tick");
      tick.style.left = `${(start / 10 / duration()).toFixed(3)}%`;
      return tick;
    }),
  );
}

function tellPosition(position) {
  try {
    navigator.mediaSession?.setPositionState({
      duration: duration(),
      playbackRate: speed,
      position: clamp(position, 0, duration()),
    });
  } catch {
    // not every browser takes it
  }
}

function tellMedia() {
  offerMedia(
    { title: data.title, artist: data.source ?? "", date: data.date },
    {
      play,
      pause: () => sound.pause(),
      stop: () => sound.pause(),
      seekbackward: (details) => skip(-(details.seekOffset || 10)),
      seekforward: (details) => skip(details.seekOffset || 10),
      seekto: (details) => go(details.seekTime),
      previoustrack: () => stepSection(-1),
      nexttrack: () => stepSection(1),
    },
  );
  tellPosition(now());
}

function listenToSounds() {
  for (const each of sounds) {
    each.controls = false;
    const current = (run) => () => each === sound && run();
    each.addEventListener("loadedmetadata", current(() => {
      if (wanted === null) return;
      const place = wanted;
      wanted = null;
      go(place);
    }));
    for (const name of ["play", "playing", "pause", "ended"]) each.addEventListener(name, current(paintState));
    each.addEventListener("play", current(() => tellEvent("play")));
    each.addEventListener("playing", current(tellMedia)); // another tab may have taken its place
    each.addEventListener("pause", current(() => {
      save();
      if (!each.ended) tellEvent("pause");
    }));
    each.addEventListener("ended", current(() => {
      keepHeard();
      tellEvent("end");
    }));
    each.addEventListener("seeked", current(() => paint(now(), true)));
    each.addEventListener("timeupdate", current(() => {
      if (document.hidden) { // no frames are drawn then
        checkSleep();
        setRate(false);
      }
      if (playing() && performance.now() - saved > 2000) save();
    }));
    each.addEventListener("ratechange", current(() => tellPosition(now())));
    each.addEventListener("error", current(() => {
      by("status").textContent = say("no_audio");
    }));
  }
}
