// A recording that is still being made: its sentences come one by one, each before it is heard.

const GROWN = ["block", "from", "length", "gap", "last", "words"];
const WORDS = ["gap", "length", "rest", "last"];

function setLength(milliseconds) {
  data.voices[0].duration = milliseconds;
  seekBar.max = duration();
  by("all").textContent = by("dock-all").textContent = clock(duration());
  painted = { second: -1, quarter: -1, section: -1 };
  placeTicks();
  paint(now(), true);
}

function addSentence(told) {
  const [of] = data.voices;
  for (const name of GROWN) of.sentences[name].push(...told.sentences[name]);
  for (const name of WORDS) of.words[name].push(...told.words[name]);
  if (told.section) of.sections.push(told.section);
  const [block] = told.sentences.block;
  if (opened.has(block)) { // its parts are laid anew when they are needed
    blocks[block].textContent = blocks[block].textContent;
    opened.delete(block);
  }
  line = new Timeline(of);
  lit.sentence = lit.word = -2; // whatever is lit is looked for again
  made = told.made / 1000;
  if (told.made > of.duration) setLength(told.made);
  resumeAt();
}

// A place that was left is gone to as soon as it is said again.
let left = keptPlace();

function resumeAt() {
  if (left === null || left.time > made) return;
  const { time } = left;
  left = null;
  if (now() < 1) go(time);
}

function listenToGrowth() {
  if (!data.growing) return;
  made = 0;
  by("status").textContent = say("making");
  const events = new EventSource("events");
  const on = (name, run) => events.addEventListener(name, (event) => run(JSON.parse(event.data)));
  on("sentence", addSentence);
  on("length", ({ milliseconds }) => setLength(milliseconds));
  on("spoken", ({ milliseconds }) => {
    setLength(milliseconds);
    made = milliseconds / 1000;
  });
  on("done", ({ page }) => {
    events.close();
    made = null;
    by("status").textContent = say("made");
    by("download").href = sound.currentSrc || sound.src;
    history.replaceState(null, "", page);
  });
  on("failed", () => {
    events.close();
    by("status").textContent = say("failed");
  });
}

listenToGrowth();
