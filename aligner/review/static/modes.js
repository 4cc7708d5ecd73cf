// What a row is in while a caret or an editor is at work in it: splitting, choosing words, typing.

import { byId, showMessage } from "./core.js";
import { drawRow } from "./cells.js";
import { SplitCaret, WordChoice } from "./caret.js";
import { TextEditor } from "./editor.js";
import { openTerm } from "./termdialog.js";

export const savedMessage = (message) => `${message.charAt(0).toUpperCase()}${message.slice(1)}. Saved.`;

const MODE_KEY = /^(Ctrl\+|Shift\+)?(Arrow\w+|Tab|Home|End|Enter|Escape)$/;

export class Modes {
  // `pairs` is the list; `desk` what the page does for a mode: {side(), act(action, place),
  // enqueue(work), saved(answer)}.
  constructor(pairs, desk) {
    this.pairs = pairs;
    this.desk = desk;
    this.now = null; // a SplitCaret, a WordChoice or a TextEditor while one is at work
    this.clicked = null; // where in a text the mouse was last put: {id, side, sentence, offset}
  }

  get editing() {
    return Boolean(this.now?.editing);
  }

  wants(key) {
    return this.now && MODE_KEY.test(key);
  }

  enter(made, hint) {
    this.now = made;
    made.id = this.pairs.here.id;
    this.draw();
    showMessage(hint, { stay: true });
  }

  leave() {
    if (!this.now) return;
    const { drawn, list, grid } = this.pairs;
    const { id } = this.now;
    this.now = null;
    const known = drawn.get(id);
    if (known) {
      known.element.classList.remove("editing");
      drawn.delete(id);
    }
    list.draw();
    byId("actions").classList.remove("busy");
    grid.focus();
  }

  // Draws the row anew with the caret or the chosen words in it.
  draw() {
    const { drawn, here, rowHere, view, list } = this.pairs;
    const known = drawn.get(this.now.id);
    if (!known) return;
    const element = drawRow(here, rowHere, view);
    element.classList.add("editing", "current");
    this.now.draw(element);
    known.element.replaceWith(element);
    drawn.set(this.now.id, { element, stamp: "" });
    list.measure();
    list.place();
  }

  // True when the key means something to the mode that is on.
  key(key) {
    if (key === "Escape") {
      if (this.editing) this.now.dropDrafts();
      showMessage("");
      this.leave();
    } else if (this.editing) {
      if (key !== "Enter" && key !== "Ctrl+Enter") return false;
      this.desk.enqueue(() => this.endEdit());
    } else if (key === "Enter" || key === "Shift+Enter") {
      if (this.now instanceof SplitCaret) this.endSplitSoon(key);
      else this.endTerm();
    } else if (this.now.key(key)) {
      this.draw();
    } else {
      return false;
    }
    return true;
  }

  // ── splitting ─────────────────────────────────────────────────────────────

  beginSplit() {
    const row = this.pairs.rowHere;
    const side = this.desk.side();
    if (!row || !row[side].length) return showMessage("There is no text on this side of the row.");
    const { clicked } = this;
    const at = clicked?.id === row.id && clicked.side === side ? [clicked.sentence, clicked.offset] : null;
    this.enter(
      new SplitCaret(row, side, this.pairs.view.languages, at),
      "Split: ← → move the caret, Tab goes to the next sentence, ↑ ↓ move the border on the other side. Enter splits the row, Shift+Enter only cuts the sentence, Esc cancels.",
    );
  }

  endSplitSoon(key) {
    this.desk.enqueue(async () => {
      const { place } = this.now;
      this.leave();
      this.clicked = null;
      await this.desk.act(key === "Enter" ? "split" : "cut-sentence", place);
    });
  }

  // The mouse was put into a sentence: the caret goes there.
  click(side, sentence, offset) {
    this.clicked = { id: this.pairs.here.id, side, sentence, offset };
    if (!(this.now instanceof SplitCaret) || this.now.side !== side) return;
    [this.now.sentence, this.now.offset] = [sentence, offset];
    this.draw();
  }

  // ── terms ─────────────────────────────────────────────────────────────────

  beginTerm() {
    const row = this.pairs.rowHere;
    const side = this.desk.side();
    if (!row) return null;
    const chosen = this.selectedWords();
    if (chosen) return this.openTerm(row, chosen.side, chosen.text);
    if (!row[side].length) return showMessage("There is no text on this side of the row.");
    return this.enter(
      new WordChoice(row, side, this.pairs.view.languages),
      "Term: ← → choose a word, Shift+→ adds the next word, Enter continues, Esc cancels.",
    );
  }

  endTerm() {
    const { side, text } = this.now;
    this.leave();
    showMessage("");
    this.openTerm(this.pairs.rowHere, side, text);
  }

  selectedWords() {
    const selection = getSelection();
    const text = selection.toString().trim();
    const cell = selection.anchorNode?.parentElement?.closest?.(".cell");
    const inside = cell?.closest(".row")?.dataset.id === String(this.pairs.here?.id);
    return text && inside && !text.includes("\n") ? { side: cell.dataset.side, text } : null;
  }

  openTerm(row, from, words) {
    const { pair, view, grid } = this.pairs;
    const added = (answer) => {
      showMessage(savedMessage(answer.message));
      this.pairs.forgetMarks();
    };
    return openTerm({ pair, link: row.id }, from, words, view.languages, added, grid);
  }

  // ── typing ────────────────────────────────────────────────────────────────

  beginEdit() {
    const { pairs } = this;
    const row = pairs.rowHere;
    const element = pairs.drawn.get(row?.id)?.element;
    if (!element) return;
    element.classList.add("editing");
    this.now = new TextEditor(row, element, this.desk.side(), {
      pair: pairs.pair,
      languages: pairs.view.languages,
      keepRow: (kept) => pairs.keep(kept),
      rowOf: (id) => pairs.rows.get(id),
      resized: () => pairs.list.soon(),
      saved: this.desk.saved,
    });
    pairs.list.draw();
    showMessage("Edit: Enter saves, Esc leaves the text as it was, Tab goes to the next sentence.", { stay: true });
  }

  async endEdit() {
    await this.now.save();
    this.leave();
    showMessage("Saved.");
  }
}
