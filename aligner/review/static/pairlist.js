// The pairs of the page in their order, what is known of each, and which one the reader is on.

import { get, getBytes, byId, showError, count } from "./core.js";
import { drawRow, placeholder } from "./cells.js";
import { bitsOf, newEntry } from "./entry.js";
import { readFilters } from "./filters.js";
import { RowList } from "./rowlist.js";

const CHUNK = 120; // rows of one request

export const filtered = () => readFilters().any;

export class PairList {
  // `view` is how rows are shown: {uncertain, languages, fresh, from, words, stamp}; `onShown(first,
  // last)` hears what is on the screen.
  constructor(grid, pair, view, onShown) {
    this.grid = grid;
    this.pair = pair;
    this.view = view;
    this.entries = []; // {id, at, bits, context, gap, height}
    this.current = 0; // index of the row the reader is on
    this.total = 0; // pairs in all, as far as known
    this.rows = new Map(); // id → row as the server shows it
    this.drawn = new Map(); // id → {element, stamp}
    this.requested = new Set(); // ids on their way
    this.list = new RowList(
      grid,
      (entry) => this.draw(entry),
      (first, last) => {
        onShown(first, last);
        this.load(first, last);
      },
    );
  }

  begin(rows) {
    rows.forEach((row) => this.keep(row));
    this.entries = rows.map((row, i) => newEntry(row.id, i, bitsOf(row)));
    // The rest of the list is there at once as room to scroll in; its numbers follow.
    this.list.setEntries(this.entries);
  }

  get here() {
    return this.entries[this.current];
  }

  get rowHere() {
    return this.rows.get(this.here?.id);
  }

  // The row of an entry so many places from the reader's.
  rowAt(step) {
    return this.rows.get(this.entries[this.current + step]?.id);
  }

  keep(row) {
    const known = this.rows.get(row.id);
    row.stamp = (known?.stamp ?? 0) + 1;
    this.rows.set(row.id, row);
  }

  draw(entry) {
    const row = this.rows.get(entry.id);
    const stamp = row
      ? `${row.stamp} ${entry.at} ${entry.context} ${entry.gap} ${this.view.stamp ?? 0}`
      : "";
    const known = this.drawn.get(entry.id);
    if (known && (known.stamp === stamp || known.element.classList.contains("editing"))) {
      return known.element;
    }
    const element = row ? drawRow(entry, row, this.view) : placeholder(entry);
    this.drawn.set(entry.id, { element, stamp });
    return element;
  }

  // Draws all rows anew: something about the view has changed.
  redraw() {
    this.view.stamp = (this.view.stamp ?? 0) + 1;
    this.list.draw();
  }

  // ── from the server ───────────────────────────────────────────────────────

  async load(first, last) {
    const { entries, rows, requested } = this;
    const wanted = [];
    for (let i = Math.max(0, first - 20); i < entries.length && i <= last + CHUNK; i++) {
      const { id } = entries[i];
      if (!rows.has(id) && !requested.has(id)) wanted.push(id);
      if (wanted.length >= CHUNK || (i > last + 30 && !wanted.length)) break;
    }
    if (wanted.length) {
      wanted.forEach((id) => requested.add(id));
      try {
        (await get("rows", { pair: this.pair, ids: wanted })).forEach((row) => this.keep(row));
        this.list.soon();
      } catch (error) {
        showError(error);
      } finally {
        wanted.forEach((id) => requested.delete(id));
      }
    }
    this.loadMarks(first, last);
  }

  // What is highlighted comes after the text, so that nobody waits for it.
  async loadMarks(first, last) {
    const wanted = [];
    for (let i = Math.max(0, first - 5); i <= Math.min(this.entries.length - 1, last + 30); i++) {
      const row = this.rows.get(this.entries[i].id);
      if (row && !row.marks && !row.marking) wanted.push(row);
    }
    if (!wanted.length) return;
    wanted.forEach((row) => (row.marking = true));
    try {
      const ids = wanted.map((row) => row.id);
      for (const found of await get("marks", { pair: this.pair, ids })) {
        const row = this.rows.get(found.id);
        if (!row) continue;
        row.marks = found;
        row.stamp += 1;
      }
      this.list.soon();
    } catch {
      wanted.forEach((row) => (row.marking = false));
    }
  }

  // Terms have changed: what is highlighted is asked for again.
  forgetMarks() {
    this.rows.forEach((row) => delete row.marks && delete row.marking);
    this.list.soon();
  }

  async loadIndex({ keep = true } = {}) {
    const focus = keep ? this.here?.id : 0;
    const chosen = readFilters();
    const numbers = new Int32Array(await getBytes("index", { pair: this.pair, ...chosen.query }));
    const fresh = [];
    const heights = new Map(this.entries.map((entry) => [entry.id, entry.height]));
    for (let i = 0; i < numbers.length; i += 3) {
      const id = Math.abs(numbers[i]);
      const entry = newEntry(id, numbers[i + 1], numbers[i + 2]);
      entry.context = numbers[i] < 0;
      entry.gap = i > 0 && numbers[i + 1] !== numbers[i - 2] + 1;
      entry.height = heights.get(id) ?? entry.height;
      fresh.push(entry);
    }
    this.entries = fresh;
    this.view.words = chosen.query.words ?? "";
    this.view.stamp = (this.view.stamp ?? 0) + 1;
    this.drawn.clear();
    const hits = fresh.filter((entry) => !entry.context).length;
    byId("found").textContent = chosen.any ? `${count(hits)} of ${count(this.total)} pairs` : "";
    const at = fresh.findIndex((entry) => entry.id === focus);
    this.current = at >= 0 ? at : Math.max(0, fresh.findIndex((entry) => !entry.context));
    this.show();
    this.grid.classList.toggle("none", !fresh.length);
    if (fresh.length) this.list.reveal(this.current);
  }

  show() {
    this.grid.setAttribute("aria-rowcount", this.entries.length);
    this.list.setEntries(this.entries);
  }

  // ── after an edit ─────────────────────────────────────────────────────────

  // All rows may have changed: the list is asked for again.
  async reload(rows = []) {
    this.rows.clear();
    rows.forEach((row) => this.keep(row));
    await this.loadIndex();
  }

  // Puts changed rows where they belong, without asking for the whole list again.
  place(answer) {
    if (this.placeInPlace(answer)) return;
    const { entries } = this;
    answer.removed.forEach((id) => this.rows.delete(id) && this.drawn.delete(id));
    const touched = new Map([...answer.removed, ...answer.rows.map((row) => row.id)].map((id) => [id, null]));
    let first = entries.length;
    for (let i = entries.length - 1; i >= 0; i--) {
      if (!touched.has(entries[i].id)) continue;
      touched.set(entries[i].id, entries[i]);
      entries.splice(i, 1);
      first = i;
    }
    let home = Math.min(first, entries.length);
    const before = entries.length;
    for (const row of answer.rows) {
      const above = row.after ? this.near(row.after, home) : -1;
      const at = above >= 0 ? above + 1 : row.after === 0 ? 0 : home;
      const entry = touched.get(row.id) ?? newEntry(row.id, at, 0);
      entry.bits = bitsOf(row);
      entries.splice(at, 0, entry);
      first = Math.min(first, at);
      home = at + 1;
    }
    const stayed = [...touched.values()].filter(Boolean).length === entries.length - before;
    if (!stayed || !filtered()) this.renumber(first);
    this.show();
  }

  // Most edits change a row in place; then nothing else has to be touched.
  placeInPlace(answer) {
    if (answer.removed.length) return false;
    const { entries } = this;
    const found = answer.rows.map((row) => this.near(row.id));
    const same = answer.rows.every((row, i) => {
      const at = found[i];
      return at >= 0 && (filtered() || (at === 0 ? row.after === 0 : entries[at - 1].id === row.after));
    });
    if (!same) return false;
    answer.rows.forEach((row, i) => (entries[found[i]].bits = bitsOf(row)));
    this.list.draw();
    return true;
  }

  // The index of an entry, looked for close to a place first.
  near(id, home = this.current) {
    for (let i = Math.max(0, home - 5); i < Math.min(this.entries.length, home + 5); i++) {
      if (this.entries[i].id === id) return i;
    }
    return this.entries.findIndex((entry) => entry.id === id);
  }

  renumber(first) {
    // In a filtered list the numbers of all rows below may have changed: it is asked for again.
    if (filtered()) this.loadIndex().catch(showError);
    else for (let i = first; i < this.entries.length; i++) this.entries[i].at = i;
  }
}
