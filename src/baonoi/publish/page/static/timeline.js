// A voice's timeline: from parallel arrays of steps to places and times. Times are milliseconds.

class Timeline {
  constructor(voice) {
    const { sentences, words } = voice;
    const count = sentences.block.length;
    const total = words.gap.length;
    this.count = count;
    this.block = Int32Array.from(sentences.block);
    this.from = Int32Array.from(sentences.from);
    this.to = this.from.map((from, index) => from + sentences.length[index]);
    this.start = new Float64Array(count);
    this.end = new Float64Array(count);
    this.first = new Int32Array(count + 1); // a sentence's first word; the last entry ends them
    this.wordFrom = new Int32Array(total);
    this.wordTo = new Int32Array(total);
    this.wordStart = new Float64Array(total);
    this.wordEnd = new Float64Array(total);
    this.sections = voice.sections.map((section) => section.start);
    this.reading = new Map(voice.readings[0].map((word, index) => [word, voice.readings[1][index]]));
    this.sentencesOf = new Map(); // block: its first sentence and the one after its last
    let time = 0;
    for (let sentence = 0, word = 0; sentence < count; sentence++) {
      this.start[sentence] = time += sentences.gap[sentence];
      this.end[sentence] = time + sentences.last[sentence];
      this.first[sentence] = word;
      let place = this.from[sentence];
      for (const last = word + sentences.words[sentence]; word < last; word++) {
        this.wordFrom[word] = place += words.gap[word];
        this.wordTo[word] = place += words.length[word];
        this.wordStart[word] = time += words.rest[word];
        this.wordEnd[word] = time += words.last[word];
      }
      time = this.end[sentence];
      this.first[sentence + 1] = word;
      const block = this.block[sentence];
      const range = this.sentencesOf.get(block);
      if (range) range[1] = sentence + 1;
      else this.sentencesOf.set(block, [sentence, sentence + 1]);
    }
  }

  // The sentence that is being said, or was said last; the first of a section from its beginning.
  sentenceAt(time) {
    const said = lastUpTo(this.start, 0, this.count, time);
    const begun = this.sections[this.sectionAt(time)] ?? 0;
    return Math.max(said < 0 || this.start[said] < begun ? said + 1 : said, 0);
  }

  // The word that is being said; it stays until the next one begins, but not into a pause.
  wordAt(time, sentence) {
    const first = this.first[sentence];
    const word = lastUpTo(this.wordStart, first, this.first[sentence + 1], time);
    return word < first || time > this.wordEnd[word] + LINGER ? -1 : word;
  }

  sentenceOfWord(word) {
    return lastUpTo(this.first, 0, this.count, word);
  }

  sectionAt(time) {
    return Math.max(lastUpTo(this.sections, 0, this.sections.length, time), 0);
  }

  // The sentence that stands at a place of a block; the next one where none does.
  sentenceOf(block, from) {
    const [first, end] = this.sentencesOf.get(block) ?? [-1, -1];
    for (let sentence = first; sentence < end; sentence++) {
      if (this.to[sentence] > from) return sentence;
    }
    return end - 1;
  }
}

const LINGER = 120;

// The last index in [low, high) whose value is at most `value`; low - 1 where there is none.
function lastUpTo(list, low, high, value) {
  const before = low - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, before);
}
