// The article's text. A block is plain text until its sentences and words are needed: while it is
// being said, under the mouse, or under the keyboard. So a recording of ten hours is a light page.

const blocks = [];
for (const element of every("[data-b]")) blocks[Number(element.dataset.b)] = element;

const opened = new Map(); // block: { sentences: Map, words: Map } of elements
const lit = { sentence: -1, word: -1, sentenceElement: null, wordElement: null };
let line = new Timeline(data.voices[0]);
let cursor = -1; // the word that Tab reaches
let hovered = -1;

function make(kind, ...content) {
  const element = document.createElement("span");
  element.className = kind;
  element.append(...content);
  return element;
}

function unfold(block) {
  if (opened.has(block)) return opened.get(block);
  if (block < 0 || !blocks[block] || !line.sentencesOf.has(block) || selectedIn(block)) return null;
  const text = blocks[block].textContent;
  const parts = { sentences: new Map(), words: new Map() };
  const content = document.createDocumentFragment();
  const [first, end] = line.sentencesOf.get(block);
  let at = 0;
  for (let sentence = first; sentence < end; sentence++) {
    content.append(text.slice(at, line.from[sentence]));
    const element = make("s");
    element.sentence = sentence;
    at = line.from[sentence];
    for (let word = line.first[sentence]; word < line.first[sentence + 1]; word++) {
      element.append(text.slice(at, line.wordFrom[word]), wordElement(word, text, parts));
      at = line.wordTo[word];
    }
    element.append(text.slice(at, line.to[sentence]));
    at = line.to[sentence];
    parts.sentences.set(sentence, element);
    content.append(element);
  }
  content.append(text.slice(at));
  blocks[block].replaceChildren(content);
  opened.set(block, parts);
  return parts;
}

function wordElement(word, text, parts) {
  const element = make("w", text.slice(line.wordFrom[word], line.wordTo[word]));
  element.word = word;
  const row = line.reading.has(word) ? readingRow(line.reading.get(word)) : null;
  if (row) {
    element.title = `${say("read_as")}: ${row.cells[1].firstElementChild.textContent}`;
    element.classList.toggle("d", row.classList.contains("doubtful"));
  }
  parts.words.set(word, element);
  return element;
}

function fold(block) {
  if (!opened.has(block) || selectedIn(block)) return;
  blocks[block].textContent = blocks[block].textContent;
  opened.delete(block);
}

// The next block is opened, and the last one closed, between frames: in the frame in which a
// paragraph begins only its light is switched on.
const idle = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 50));
let next = -1;

function prepareNext() {
  next = nextBlock();
  foldOthers();
  unfold(next);
}

function nextBlock() {
  const last = lit.sentence < 0 ? undefined : line.sentencesOf.get(line.block[lit.sentence])?.[1];
  return last === undefined || last >= line.count ? -1 : line.block[last];
}

function foldOthers() {
  const current = lit.sentence < 0 ? -1 : line.block[lit.sentence];
  const tabbed = cursor < 0 ? -1 : line.block[line.sentenceOfWord(cursor)];
  for (const block of opened.keys()) {
    if (![current, next, tabbed, hovered].includes(block)) fold(block);
  }
}

// Rebuilding a block would take away what the reader has marked in it.
function selectedIn(block) {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(blocks[block], true);
}

function light(sentence, word) {
  if (sentence !== lit.sentence || !lit.sentenceElement?.isConnected) {
    lit.sentenceElement?.removeAttribute("aria-current");
    const parts = sentence < 0 ? null : unfold(line.block[sentence]);
    lit.sentence = sentence;
    lit.sentenceElement = parts?.sentences.get(sentence) ?? null;
    lit.sentenceElement?.setAttribute("aria-current", "true");
    idle(prepareNext, { timeout: 300 });
  }
  if (word !== lit.word || (word >= 0 && !lit.wordElement?.isConnected)) {
    lit.wordElement?.classList.remove("now");
    lit.word = word;
    lit.wordElement =
      word < 0 ? null : (opened.get(line.block[sentence])?.words.get(word) ?? null);
    lit.wordElement?.classList.add("now");
  }
}

function wordBox(word) {
  return unfold(line.block[line.sentenceOfWord(word)])?.words.get(word) ?? null;
}

// One word of the article can be reached with Tab; arrows move from it.
function setCursor(word) {
  if (small || word < 0 || word >= line.wordFrom.length) return null;
  const element = wordBox(word);
  if (element === null) return null;
  for (const other of every(".w[tabindex]")) {
    other.removeAttribute("tabindex");
    other.removeAttribute("aria-describedby");
  }
  cursor = word;
  element.tabIndex = 0;
  element.setAttribute("aria-describedby", "from-here");
  return element;
}

function takeVoice(voice) {
  light(-1, -1);
  cursor = hovered = -1;
  for (const block of opened.keys()) {
    blocks[block].textContent = blocks[block].textContent;
  }
  opened.clear();
  line = new Timeline(voice);
}

function readingRow(number) {
  return document.querySelector(".readings:not([hidden]) tbody")?.rows[number] ?? null;
}

// Calls `start` with the milliseconds at which a word or sentence that was clicked begins.
function listenToText(start) {
  const blockOf = (event) => event.target.closest?.("[data-b]");
  document.addEventListener("click", (event) => {
    const element = blockOf(event);
    if (!element || event.button !== 0 || !getSelection().isCollapsed) return;
    unfold(Number(element.dataset.b));
    const target = document.elementFromPoint(event.clientX, event.clientY);
    const word = target?.closest(".w");
    const sentence = target?.closest(".s");
    if (word) start(line.wordStart[word.word]);
    else if (sentence) start(line.start[sentence.sentence]);
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const element = blockOf(event);
    const block = element ? Number(element.dataset.b) : -1;
    if (block === hovered) return;
    hovered = block;
    unfold(block);
    foldOthers();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".w")) event.target.setAttribute("role", "button");
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(".w")) event.target.removeAttribute("role");
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".w") || event.ctrlKey || event.metaKey || event.altKey) return;
    const word = event.target.word;
    const sentence = line.sentenceOfWord(word);
    const next = {
      ArrowLeft: word - 1,
      ArrowRight: word + 1,
      ArrowUp: sentence > 0 ? line.first[sentence - 1] : 0,
      ArrowDown: sentence + 1 < line.count ? line.first[sentence + 1] : word,
    }[event.shiftKey ? "" : event.key];
    if (event.key === "Enter") start(line.wordStart[word]);
    else if (next === undefined) return;
    else setCursor(next)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
