// A caret in a pair, moved by keys or mouse: where to split, or which words are a term.

import { announce, make } from "./core.js";
import { inCharacters } from "./cells.js";

const other = (side) => (side === "source" ? "target" : "source");

// Places between the words of a text, so that the caret can jump, in any language.
function wordPlaces(text, language) {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const words = [...segmenter.segment(text)];
  return words.filter((word) => word.isWordLike).map((word) => [word.index, word.index + word.segment.length]);
}

// How many sentences of the other side belong above the border: the same share of the text.
export function proposeBorder(before, total, lengths) {
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let best = 0;
  let sum = 0;
  let smallest = Infinity;
  for (let i = 0; i <= lengths.length; i++) {
    const distance = Math.abs(sum / (whole || 1) - before / (total || 1));
    if (distance < smallest) [best, smallest] = [i, distance];
    sum += lengths[i] ?? 0;
  }
  return best;
}

export class SplitCaret {
  constructor(row, side, languages, at) {
    this.row = row;
    this.side = side;
    this.languages = languages;
    const sentences = row[side].map((sentence) => sentence.text);
    this.texts = sentences;
    [this.sentence, this.offset] = at ?? this.firstPlace();
    this.border = null; // proposed from the caret until the person moves it
  }

  // Between two sentences when there are several, else at the comma nearest the middle.
  firstPlace() {
    if (this.texts.length > 1) return [1, 0];
    const text = this.texts[0] ?? "";
    const places = [...text.matchAll(/[，；：、,;:—–]\s*/g)].map((m) => m.index + m[0].length);
    const words = wordPlaces(text, this.languages[this.side]).map(([start]) => start);
    const middle = text.length / 2;
    const near = (list) => list.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a));
    const inside = (places.length ? places : words).filter((p) => p > 0 && p < text.length);
    return [0, inside.length ? near(inside) : 0];
  }

  get otherBorder() {
    if (this.border !== null) return this.border;
    const own = this.texts.map((text) => text.length);
    const before = own.slice(0, this.sentence).reduce((a, b) => a + b, 0) + this.offset;
    const lengths = this.row[other(this.side)].map((sentence) => sentence.text.length);
    return proposeBorder(before, own.reduce((a, b) => a + b, 0), lengths);
  }

  // True when the key was one of ours.
  key(key) {
    const text = this.texts[this.sentence] ?? "";
    const words = wordPlaces(text, this.languages[this.side]).map(([start]) => start);
    if (key === "ArrowLeft") this.step(-1);
    else if (key === "ArrowRight") this.step(1);
    else if (key === "Ctrl+ArrowLeft") this.offset = words.filter((p) => p < this.offset).at(-1) ?? 0;
    else if (key === "Ctrl+ArrowRight") this.offset = words.find((p) => p > this.offset) ?? text.length;
    else if (key === "Home") this.offset = 0;
    else if (key === "End") this.offset = text.length;
    else if (key === "Tab") this.jump(1);
    else if (key === "Shift+Tab") this.jump(-1);
    else if (key === "ArrowUp") this.moveBorder(-1);
    else if (key === "ArrowDown") this.moveBorder(1);
    else return false;
    this.announce();
    return true;
  }

  step(by) {
    const text = this.texts[this.sentence] ?? "";
    const place = this.offset + by;
    if (place >= 0 && place <= text.length) {
      const high = /[\udc00-\udfff]/.test(text[place] ?? "");
      this.offset = high ? place + by : place;
    } else if (this.texts[this.sentence + by] !== undefined) {
      this.sentence += by;
      this.offset = by > 0 ? 0 : this.texts[this.sentence].length;
    }
  }

  jump(by) {
    const next = this.sentence + by;
    if (next >= 0 && next < this.texts.length) [this.sentence, this.offset] = [next, 0];
  }

  moveBorder(by) {
    const most = this.row[other(this.side)].length;
    this.border = Math.min(most, Math.max(0, this.otherBorder + by));
  }

  // What the server is told: a caret at the end of a sentence is one before the next sentence.
  get place() {
    const text = this.texts[this.sentence] ?? "";
    const atEnd = this.offset >= text.length;
    const sentence = atEnd ? this.sentence + 1 : this.sentence;
    const offset = atEnd ? 0 : inCharacters(text, this.offset);
    const before = offset ? { text_before: text } : {};
    return { side: this.side, sentence, offset, border: this.otherBorder, ...before };
  }

  announce() {
    const text = this.texts[this.sentence] ?? "";
    announce(`Split between “${text.slice(0, this.offset).slice(-20)}” and “${text.slice(this.offset).slice(0, 20)}”`);
  }

  // Draws the caret into the row's element.
  draw(element) {
    const own = element.querySelector(`.cell.${this.side}`);
    own.classList.add("splitting");
    own.querySelectorAll(".sentence").forEach((paragraph, i) => {
      const text = this.texts[i];
      const at = i < this.sentence ? text.length : i > this.sentence ? 0 : this.offset;
      paragraph.replaceChildren(
        text.slice(0, at),
        ...(i === this.sentence ? [make("span.caret", { "aria-hidden": "true" })] : []),
        make("span.after", text.slice(at)),
      );
    });
    const border = this.otherBorder;
    element.querySelectorAll(`.cell.${other(this.side)} .sentence`).forEach((paragraph, i) => {
      paragraph.classList.toggle("after", i >= border);
      paragraph.classList.toggle("border", i === border && i > 0);
    });
  }
}

export class WordChoice {
  constructor(row, side, languages) {
    this.row = row;
    this.side = side;
    this.words = row[side].flatMap((sentence, i) =>
      wordPlaces(sentence.text, languages[side]).map(([start, end]) => ({ i, start, end })),
    );
    this.first = 0;
    this.last = 0;
  }

  get text() {
    const [a, b] = [this.words[this.first], this.words[this.last]];
    return a ? this.row[this.side][a.i].text.slice(a.start, b.end) : "";
  }

  key(key) {
    const most = this.words.length - 1;
    const same = (i) => this.words[i]?.i === this.words[this.first]?.i;
    if (key === "ArrowLeft") this.first = this.last = Math.max(0, this.first - 1);
    else if (key === "ArrowRight") this.first = this.last = Math.min(most, this.last + 1);
    else if (key === "Shift+ArrowRight" && same(this.last + 1)) this.last = Math.min(most, this.last + 1);
    else if (key === "Shift+ArrowLeft") this.last = Math.max(this.first, this.last - 1);
    else if (key === "Home") this.first = this.last = 0;
    else if (key === "End") this.first = this.last = most;
    else if (!key.endsWith("ArrowRight")) return false;
    announce(this.text);
    return true;
  }

  draw(element) {
    const [a, b] = [this.words[this.first], this.words[this.last]];
    if (!a) return;
    const paragraph = element.querySelectorAll(`.cell.${this.side} .sentence`)[a.i];
    const text = this.row[this.side][a.i].text;
    paragraph.replaceChildren(
      text.slice(0, a.start),
      make("mark.chosen", text.slice(a.start, b.end)),
      text.slice(b.end),
    );
  }
}
