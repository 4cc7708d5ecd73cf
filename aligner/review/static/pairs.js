// The pairs page: keeps the list, knows where the reader is, and turns keys into edits.

import * as core from "./core.js";
import { announce, ask, askBytes, byId, complain, count, say, start, tell } from "./core.js";
import { SIDES, drawRow, placeholder } from "./cells.js";
import { SplitCaret, WordChoice } from "./caret.js";
import { TextEditor } from "./editor.js";
import { readFilters, showCounts } from "./filters.js";
import { Minimap } from "./minimap.js";
import { RowList } from "./rowlist.js";
import { ACTIONS, SHEET } from "./sheet.js";
import { openTerm } from "./termdialog.js";

const CHUNK = 120; // rows asked for at once
const STATUSES = ["auto", "accepted", "edited", "rejected"];

const grid = byId("grid");
const pair = start.pair;
const languages = { source: grid.dataset.sourceLang, target: grid.dataset.targetLang };

const view = { uncertain: start.uncertain, languages, fresh: new Set(), from: null, words: "" };
const rows = new Map(); // id → row as the server shows it
const drawn = new Map(); // id → {element, stamp}
const asked = new Set(); // ids on their way

let entries = []; // {id, at, bits, context, gap, height}
let current = 0; // index of the row the reader is on
let side = "source";
let mode = null; // a SplitCaret, a WordChoice or a TextEditor while one is at work
let revision = start.revision;
let total = 0; // pairs in all, as far as known
let clicked = null; // where in a text the mouse was last put

// ── rows ────────────────────────────────────────────────────────────────────

const bitsOf = (row) =>
  Math.floor(row.confidence * 1000) |
  (STATUSES.indexOf(row.status) << 10) |
  ((row.source.length !== 1 || row.target.length !== 1) << 12) |
  ((!row.source.length || !row.target.length) << 13) |
  ((row.flags.length > 0) << 14) |
  (row.bookmarked << 15) |
  ((row.note !== "") << 16);

const isUndecided = (entry) => ((entry.bits >> 10) & 3) === 0;
const isUncertain = (entry) => isUndecided(entry) && (entry.bits & 1023) < view.uncertain * 1000;
const isUneven = (entry) => ((entry.bits >> 12) & 1) === 1;
const isFlagged = (entry) => isUndecided(entry) && ((entry.bits >> 14) & 1) === 1;
const isBookmarked = (entry) => ((entry.bits >> 15) & 1) === 1;

const newEntry = (id, at, bits) => ({ id, at, bits, context: false, gap: false, height: 78 });

function keepRow(row) {
  const known = rows.get(row.id);
  row.stamp = (known?.stamp ?? 0) + 1;
  rows.set(row.id, row);
}

function drawEntry(entry) {
  const row = rows.get(entry.id);
  const stamp = row ? `${row.stamp} ${entry.at} ${entry.context} ${entry.gap} ${view.stamp ?? 0}` : "";
  const known = drawn.get(entry.id);
  if (known && (known.stamp === stamp || known.element.classList.contains("editing"))) {
    return known.element;
  }
  const element = row ? drawRow(entry, row, view) : placeholder(entry);
  drawn.set(entry.id, { element, stamp });
  return element;
}

const list = new RowList(grid, drawEntry, seen);

function seen(first, last) {
  const total = Math.max(1, entries.length);
  map.show(first / total, (last + 1) / total);
  markCurrent();
  load(first, last);
}

async function load(first, last) {
  const wanted = [];
  for (let i = Math.max(0, first - 20); i < entries.length && i <= last + CHUNK; i++) {
    const { id } = entries[i];
    if (!rows.has(id) && !asked.has(id)) wanted.push(id);
    if (wanted.length >= CHUNK || (i > last + 30 && !wanted.length)) break;
  }
  if (wanted.length) {
    wanted.forEach((id) => asked.add(id));
    try {
      (await ask("rows", { pair, ids: wanted })).forEach(keepRow);
      list.soon();
    } catch (error) {
      complain(error);
    } finally {
      wanted.forEach((id) => asked.delete(id));
    }
  }
  loadMarks(first, last);
}

// What is highlighted comes after the text, so that nobody waits for it.
async function loadMarks(first, last) {
  const wanted = [];
  for (let i = Math.max(0, first - 5); i <= Math.min(entries.length - 1, last + 30); i++) {
    const row = rows.get(entries[i].id);
    if (row && !row.marks && !row.marking) wanted.push(row);
  }
  if (!wanted.length) return;
  wanted.forEach((row) => (row.marking = true));
  try {
    for (const found of await ask("marks", { pair, ids: wanted.map((row) => row.id) })) {
      const row = rows.get(found.id);
      if (!row) continue;
      row.marks = found;
      row.stamp += 1;
    }
    list.soon();
  } catch {
    wanted.forEach((row) => (row.marking = false));
  }
}

async function loadIndex({ keep = true } = {}) {
  const focus = keep ? entries[current]?.id : 0;
  const chosen = readFilters();
  const numbers = new Int32Array(await askBytes("index", { pair, ...chosen.asked }));
  const fresh = [];
  const heights = new Map(entries.map((entry) => [entry.id, entry.height]));
  for (let i = 0; i < numbers.length; i += 3) {
    const id = Math.abs(numbers[i]);
    const entry = newEntry(id, numbers[i + 1], numbers[i + 2]);
    entry.context = numbers[i] < 0;
    entry.gap = i > 0 && numbers[i + 1] !== numbers[i - 2] + 1;
    entry.height = heights.get(id) ?? entry.height;
    fresh.push(entry);
  }
  entries = fresh;
  view.words = chosen.asked.words ?? "";
  view.stamp = (view.stamp ?? 0) + 1;
  drawn.clear();
  const hits = entries.filter((entry) => !entry.context).length;
  byId("found").textContent = chosen.any ? `${count(hits)} of ${count(total)} pairs` : "";
  const at = entries.findIndex((entry) => entry.id === focus);
  current = at >= 0 ? at : Math.max(0, entries.findIndex((entry) => !entry.context));
  grid.setAttribute("aria-rowcount", entries.length);
  list.setEntries(entries);
  grid.classList.toggle("none", !entries.length);
  if (entries.length) list.reveal(current);
}

// ── where the reader is ─────────────────────────────────────────────────────

const here = () => entries[current];
const rowHere = () => rows.get(here()?.id);

function markCurrent() {
  const id = here()?.id;
  for (const row of list.body.children) {
    const chosen = row.dataset.id === String(id);
    row.classList.toggle("current", chosen);
    row.setAttribute("aria-selected", chosen);
    for (const name of SIDES) {
      row.querySelector(`.cell.${name}`)?.classList.toggle("active", chosen && name === side);
    }
  }
  if (byId(`cell-${id}-${side}`)) grid.setAttribute("aria-activedescendant", `cell-${id}-${side}`);
  else grid.removeAttribute("aria-activedescendant");
}

function goTo(index, { quiet = false } = {}) {
  if (!entries.length) return;
  current = Math.min(entries.length - 1, Math.max(0, index));
  list.reveal(current);
  markCurrent();
  const row = rowHere();
  history.replaceState(null, "", `#row=${here().id}`);
  if (row && !quiet) {
    announce(`Row ${here().at + 1}, confidence ${row.confidence.toFixed(2)}, ${row.status}`);
  }
}

function find(test, step, what) {
  for (let i = current + step; i >= 0 && i < entries.length; i += step) {
    if (!entries[i].context && test(entries[i])) return goTo(i);
  }
  say(step > 0 ? `No ${what} below.` : `No ${what} above.`);
}

// The undecided row that is most likely wrong, wherever it stands.
function goToWorst() {
  let worst = -1;
  entries.forEach((entry, i) => {
    if (entry.context || !isUndecided(entry)) return;
    if (worst < 0 || (entry.bits & 1023) < (entries[worst].bits & 1023)) worst = i;
  });
  if (worst >= 0) goTo(worst);
  else say("Everything here is decided.");
}

function goOn(wasUncertain) {
  const next = entries.findIndex((entry, i) => i > current && !entry.context && isUncertain(entry));
  if (wasUncertain && next >= 0) goTo(next);
  else if (!wasUncertain && current < entries.length - 1) goTo(current + 1);
  else if (wasUncertain) say("No uncertain pair below this one.");
}

// ── edits ───────────────────────────────────────────────────────────────────

const versions = () =>
  [-2, -1, 1, 2]
    .map((step) => rows.get(entries[current + step]?.id))
    .filter(Boolean)
    .map((row) => [row.id, row.version]);

async function act(action, extra = {}) {
  const row = rowHere();
  if (!row) return null;
  const seenVersions = [...versions(), ...(extra.versions ?? [])];
  const asks = { pair, action, link: row.id, version: row.version, side, ...extra, versions: seenVersions };
  try {
    const answer = await tell("act", asks);
    await apply(answer);
    say(sentence(answer.said));
    return answer;
  } catch (error) {
    if (error.status === 409) await refresh([row.id, ...seenVersions.map(([id]) => id)]);
    if (extra.keepError) throw error;
    complain(error);
    return null;
  }
}

const sentence = (said) => `${said.charAt(0).toUpperCase()}${said.slice(1)}. Saved.`;

// Someone else changed rows: show them as they are now.
async function refresh(ids) {
  ids.forEach((id) => rows.delete(id));
  await loadIndex();
}

async function apply(answer) {
  const expected = answer.seen === undefined || answer.seen === revision;
  revision = answer.revision;
  answer.rows.forEach(keepRow);
  if (answer.reload || !expected) {
    rows.clear();
    answer.rows.forEach(keepRow);
    await loadIndex();
  } else {
    place(answer);
  }
  countSoon();
  const focus = near(answer.focus, current);
  if (focus >= 0) goTo(focus, { quiet: true });
  else goTo(current, { quiet: true });
}

// Puts changed rows where they belong, without asking for the whole list again.
function place(answer) {
  if (placeInPlace(answer)) return;
  answer.gone.forEach((id) => rows.delete(id) && drawn.delete(id));
  const touched = new Map([...answer.gone, ...answer.rows.map((row) => row.id)].map((id) => [id, null]));
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
    const above = row.after ? near(row.after, home) : -1;
    const at = above >= 0 ? above + 1 : row.after === 0 ? 0 : home;
    const entry = touched.get(row.id) ?? newEntry(row.id, at, 0);
    entry.bits = bitsOf(row);
    entries.splice(at, 0, entry);
    first = Math.min(first, at);
    home = at + 1;
  }
  const stayed = [...touched.values()].filter(Boolean).length === entries.length - before;
  if (!stayed || !filtered()) renumber(first);
  grid.setAttribute("aria-rowcount", entries.length);
  list.setEntries(entries);
}

// Most edits change a row where it stands; then nothing else has to be touched.
function placeInPlace(answer) {
  if (answer.gone.length) return false;
  const found = answer.rows.map((row) => near(row.id, current));
  const same = answer.rows.every((row, i) => {
    const at = found[i];
    return at >= 0 && (filtered() || (at === 0 ? row.after === 0 : entries[at - 1].id === row.after));
  });
  if (!same) return false;
  answer.rows.forEach((row, i) => (entries[found[i]].bits = bitsOf(row)));
  list.draw();
  return true;
}

// The index of an entry, looked for close to a place first.
function near(id, home) {
  for (let i = Math.max(0, home - 5); i < Math.min(entries.length, home + 5); i++) {
    if (entries[i].id === id) return i;
  }
  return entries.findIndex((entry) => entry.id === id);
}

const filtered = () => readFilters().any;

function renumber(first) {
  // In a filtered list the numbers of all rows below may have changed: it is asked for again.
  if (filtered()) loadIndex().catch(complain);
  else for (let i = first; i < entries.length; i++) entries[i].at = i;
}

async function undo(name) {
  try {
    const answer = await tell(name, { pair });
    await apply(answer);
    say(answer.said);
  } catch (error) {
    if (error.status === 409) await refresh([]);
    complain(error);
  }
}

async function decide(action) {
  const entry = here();
  if (!entry) return;
  const wasUncertain = isUncertain(entry);
  if (await act(action)) goOn(wasUncertain);
}

async function realign(scope) {
  if (!rowHere()) return;
  say(scope === "all" ? "Aligning everything between your decisions …" : "Aligning between the decided pairs above and below …", { stay: true });
  grid.setAttribute("aria-busy", "true");
  try {
    const answer = await tell("realign", { pair, scope, link: rowHere().id });
    view.fresh = new Set(answer.changed);
    view.stamp = (view.stamp ?? 0) + 1;
    await apply(answer);
    say(answer.changed.length ? `${answer.said} They are marked “new”; . goes to the next one, Z takes it back.` : answer.said, { stay: true });
  } catch (error) {
    complain(error);
  } finally {
    grid.removeAttribute("aria-busy");
  }
}

// ── modes: split, choose words, edit text ───────────────────────────────────

function leaveMode() {
  if (!mode) return;
  const id = mode.id;
  mode = null;
  const known = drawn.get(id);
  if (known) {
    known.element.classList.remove("editing");
    drawn.delete(id);
  }
  list.draw();
  byId("actions").classList.remove("busy");
  grid.focus();
}

function enterMode(made, hint) {
  mode = made;
  mode.id = here().id;
  redrawMode();
  say(hint, { stay: true });
}

// Draws the row anew with the caret or the chosen words in it.
function redrawMode() {
  const known = drawn.get(mode.id);
  if (!known) return;
  const element = drawRow(here(), rowHere(), view);
  element.classList.add("editing", "current");
  mode.draw(element);
  known.element.replaceWith(element);
  drawn.set(mode.id, { element, stamp: "" });
  list.measure();
  list.place();
}

function beginSplit() {
  const row = rowHere();
  if (!row || !row[side].length) return say("There is no text on this side of the row.");
  const at = clicked?.id === row.id && clicked.side === side ? [clicked.sentence, clicked.offset] : null;
  enterMode(
    new SplitCaret(row, side, languages, at),
    "Split: ← → move the caret, Tab goes to the next sentence, ↑ ↓ move the border on the other side. Enter splits the row, Shift+Enter only cuts the sentence, Esc leaves.",
  );
}

async function endSplit(action) {
  const place = mode.place;
  leaveMode();
  clicked = null;
  await act(action, place);
}

function beginTerm() {
  const row = rowHere();
  if (!row) return;
  const chosen = selectedWords();
  if (chosen) return openTermOf(row, chosen.side, chosen.text);
  if (!row[side].length) return say("There is no text on this side of the row.");
  enterMode(
    new WordChoice(row, side, languages),
    "Term: ← → choose a word, Shift+→ takes more words, Enter goes on, Esc leaves.",
  );
}

function selectedWords() {
  const selection = getSelection();
  const text = selection.toString().trim();
  const cell = selection.anchorNode?.parentElement?.closest?.(".cell");
  const inside = cell?.closest(".row")?.dataset.id === String(here()?.id);
  return text && inside && !text.includes("\n") ? { side: cell.dataset.side, text } : null;
}

function openTermOf(row, from, words) {
  const added = (answer) => {
    say(sentence(answer.said));
    rows.forEach((other) => delete other.marks && delete other.marking);
    list.soon();
  };
  return openTerm({ pair, link: row.id }, from, words, languages, added, grid);
}

function beginEdit() {
  const row = rowHere();
  const element = drawn.get(row?.id)?.element;
  if (!element) return;
  element.classList.add("editing");
  mode = new TextEditor(row, element, side, {
    pair,
    languages,
    keepRow,
    rowOf: (id) => rows.get(id),
    resized: () => list.soon(),
    saved: (answer) => {
      revision = answer.revision;
      answer.rows.forEach(keepRow);
      countSoon();
    },
  });
  list.draw();
  say("Edit: Enter saves, Esc leaves the text as it was, Tab goes to the next sentence.", { stay: true });
}

async function endEdit() {
  await mode.save();
  leaveMode();
  say("Saved.");
}

// ── pinpoint ────────────────────────────────────────────────────────────────

async function pinpoint() {
  const row = rowHere();
  if (!row) return;
  if (!view.from) return linkFrom(row);
  const from = view.from;
  if (from.side === side) return linkFrom(row);
  const [source, target] = from.side === "source" ? [from, row] : [row, from];
  view.from = null;
  redrawAll();
  await act("pinpoint", {
    link: source.id,
    version: source.version,
    partner: target.id,
    versions: [[target.id, target.version]],
  });
}

function linkFrom(row) {
  if (!row[side].length) return say("This cell is empty. Choose one with text.");
  view.from = { id: row.id, version: row.version, side };
  side = side === "source" ? "target" : "source";
  redrawAll();
  say(`Linking row ${here().at + 1}: go to its ${side} text, wherever it is, and press Space. Esc leaves.`, { stay: true });
}

function redrawAll() {
  view.stamp = (view.stamp ?? 0) + 1;
  list.draw();
}

// ── dialogs ─────────────────────────────────────────────────────────────────

function openNote() {
  const row = rowHere();
  if (!row) return;
  byId("note-text").value = row.note;
  core.openDialog("note", () => act("note", { text: byId("note-text").value, keepError: true }), grid);
}

function openGoTo() {
  byId("goto-row").value = here() ? here().at + 1 : 1;
  core.openDialog(
    "goto",
    async () => {
      const at = Number(byId("goto-row").value) - 1;
      const index = entries.findIndex((entry) => entry.at >= at);
      goTo(index >= 0 ? index : entries.length - 1);
    },
    grid,
  );
  byId("goto-row").select();
}

// ── progress and filters ────────────────────────────────────────────────────

function showProgress(progress) {
  const { uncertain, uncertain_done: done, expected_wrong: wrong, links } = progress;
  total = links;
  const left = wrong >= 10 ? Math.round(wrong) : wrong;
  byId("progress-text").textContent =
    `${count(done)} of ${count(uncertain)} uncertain links done · expected wrong links left: ${count(left)}`;
  const bar = byId("progress-bar");
  bar.max = Math.max(1, uncertain);
  bar.value = uncertain ? done : 1;
  map.describe(
    `Dot plot of ${count(links)} pairs. ${count(uncertain - done)} uncertain pairs are left; N goes to the next one.`,
  );
}

async function overview() {
  const found = await ask("overview", { pair, below: view.uncertain });
  showProgress(found.progress);
  showCounts(found.counts);
}

// Counts and map take longer than an edit at 50,000 pairs, so they follow when the keys rest.
let counting;
let mapping;
function countSoon() {
  clearTimeout(counting);
  clearTimeout(mapping);
  counting = setTimeout(() => overview().catch(() => {}), 300);
  mapping = setTimeout(() => map.load(), 2000);
}

let typing;
byId("filters").addEventListener("input", (event) => {
  clearTimeout(typing);
  if (event.target.id === "below") {
    const value = Number(byId("below").value);
    if (!(value >= 0 && value <= 1)) return;
    view.uncertain = value;
  }
  const slow = event.target.type === "search" || event.target.type === "number";
  typing = setTimeout(() => {
    loadIndex().catch(complain);
    if (event.target.id === "below") overview().catch(complain);
  }, slow ? 200 : 0);
});
byId("filters").addEventListener("submit", (event) => {
  event.preventDefault();
  grid.focus();
});

// ── keys ────────────────────────────────────────────────────────────────────

const page = () => Math.max(1, Math.floor(grid.clientHeight / 110));

const KEYS = {
  ArrowDown: () => goTo(current + 1),
  j: () => goTo(current + 1),
  ArrowUp: () => goTo(current - 1),
  k: () => goTo(current - 1),
  ArrowLeft: () => chooseSide("source"),
  ArrowRight: () => chooseSide("target"),
  PageDown: () => goTo(current + page()),
  PageUp: () => goTo(current - page()),
  Home: () => goTo(0),
  End: () => goTo(entries.length - 1),
  n: () => find(isUncertain, 1, "uncertain pair"),
  "Shift+N": () => find(isUncertain, -1, "uncertain pair"),
  p: () => find(isUncertain, -1, "uncertain pair"),
  w: goToWorst,
  1: () => find(isUneven, 1, "pair that is not 1–1"),
  "!": () => find(isUneven, -1, "pair that is not 1–1"),
  v: () => find(isUndecided, 1, "unreviewed pair"),
  "Shift+V": () => find(isUndecided, -1, "unreviewed pair"),
  f: () => find(isFlagged, 1, "flagged pair"),
  "Shift+F": () => find(isFlagged, -1, "flagged pair"),
  "Shift+B": () => find(isBookmarked, 1, "bookmark"),
  ".": () => find((entry) => view.fresh.has(entry.id), 1, "changed pair"),
  ",": () => find((entry) => view.fresh.has(entry.id), -1, "changed pair"),
  g: openGoTo,
  a: () => decide("accept"),
  r: () => decide("reject"),
  c: () => act("clear"),
  x: () => act("no-counterpart"),
  m: () => act("merge-below"),
  "Shift+M": () => act("merge-above"),
  s: beginSplit,
  d: () => act("last-down"),
  "Ctrl+ArrowDown": () => act("last-down"),
  u: () => act("first-up"),
  "Ctrl+ArrowUp": () => act("first-up"),
  Enter: () => act("shift-down"),
  Backspace: () => act("shift-up"),
  Space: pinpoint,
  e: beginEdit,
  F2: beginEdit,
  i: openNote,
  b: () => act("bookmark", { value: !rowHere()?.bookmarked }),
  t: beginTerm,
  l: () => realign("around"),
  "Shift+L": () => realign("all"),
  z: () => undo("undo"),
  "Ctrl+z": () => undo("undo"),
  y: () => undo("redo"),
  "Ctrl+y": () => undo("redo"),
  "Ctrl+Shift+Z": () => undo("redo"),
  "/": () => byId("words").select(),
  "Ctrl+f": () => byId("words").select(),
  "?": openSheet,
  Escape: escape,
};

function openSheet() {
  byId("keys").onclose = () => grid.focus();
  byId("keys").showModal();
}

function chooseSide(name) {
  side = name;
  markCurrent();
  announce(`${name} column`);
}

function escape() {
  if (view.from) {
    view.from = null;
    redrawAll();
    say("");
  } else if (filtered()) {
    byId("filters").reset();
    loadIndex().catch(complain);
  } else {
    getSelection().removeAllRanges();
    say("");
  }
}

// True when the key means something while a caret or an editor is at work.
function modeKey(key) {
  if (key === "Escape") {
    if (mode.editing) mode.dropDrafts();
    say("");
    leaveMode();
  } else if (mode.editing) {
    if (key !== "Enter" && key !== "Ctrl+Enter") return false;
    enqueue(endEdit);
  } else if (key === "Enter" || key === "Shift+Enter") {
    if (mode instanceof SplitCaret) enqueue(() => endSplit(key === "Enter" ? "split" : "cut-sentence"));
    else {
      const { side: from, text } = mode;
      leaveMode();
      say("");
      openTermOf(rowHere(), from, text);
    }
  } else if (mode.key(key)) {
    redrawMode();
  } else {
    return false;
  }
  return true;
}

// Keys take effect one after the other, however fast they are typed: what a key means is decided
// when its turn comes.
let chain = Promise.resolve();
function enqueue(work) {
  chain = chain.then(work).catch(complain);
  return chain;
}

function dispatch(key) {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) return key === "Escape" && dialog.close();
  if (mode) return modeKey(key);
  return KEYS[key]?.();
}

const isModeKey = (key) => /^(Ctrl\+|Shift\+)?(Arrow\w+|Tab|Home|End|Enter|Escape)$/.test(key);

document.addEventListener("keydown", (event) => {
  const key = core.keyOf(event);
  if (event.isComposing) return;
  const dialog = event.target.closest("dialog");
  if (dialog) {
    const digit = key.match(/^Alt\+([1-9])$/);
    if (digit && dialog.id === "term") byId("proposals").children[digit[1] - 1]?.click();
    return;
  }
  if (core.isTyping(event.target)) {
    if (mode?.editing && grid.contains(event.target)) {
      if (modeKey(key)) event.preventDefault();
    } else if (key === "Escape") {
      grid.focus();
    }
    return;
  }
  // Enter and Space on a button press the button.
  if (event.target.closest("button, a, summary") && (key === "Enter" || key === "Space")) return;
  if (!KEYS[key] && !(mode && isModeKey(key))) return;
  event.preventDefault();
  enqueue(() => dispatch(key));
});

// ── mouse ───────────────────────────────────────────────────────────────────

grid.addEventListener("pointerdown", (event) => {
  const row = event.target.closest(".row");
  if (!row || event.target.closest("textarea, button")) return;
  const index = entries.findIndex((entry) => String(entry.id) === row.dataset.id);
  if (mode && mode.id !== entries[index]?.id) leaveMode();
  const cell = event.target.closest(".cell");
  if (cell) side = cell.dataset.side;
  if (index >= 0) current = index;
  markCurrent();
});

grid.addEventListener("click", (event) => {
  const paragraph = event.target.closest(".sentence");
  const selection = getSelection();
  if (!paragraph || !selection.rangeCount || mode?.editing) return;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  if (!paragraph.contains(selection.anchorNode)) return;
  range.setEnd(selection.anchorNode, selection.anchorOffset);
  const sentence = Number(paragraph.dataset.sentence);
  const offset = Math.min(range.toString().length, rowHere()?.[side][sentence]?.text.length ?? 0);
  clicked = { id: here().id, side, sentence, offset };
  if (mode instanceof SplitCaret && mode.side === side) {
    [mode.sentence, mode.offset] = [sentence, offset];
    redrawMode();
  }
});

core.toolbar(ACTIONS, (key) => {
  grid.focus();
  enqueue(KEYS[key]);
});
byId("show-keys").onclick = openSheet;
byId("pair-chooser")?.addEventListener("change", (event) => {
  location.href = `/?pair=${encodeURIComponent(event.target.value)}`;
});

// ── begin ───────────────────────────────────────────────────────────────────

const map = new Minimap(pair, (share) => goTo(Math.floor(share * entries.length), { quiet: true }));

core.fillSheet(SHEET);
start.rows.forEach(keepRow);
entries = start.rows.map((row, i) => newEntry(row.id, i, bitsOf(row)));
// The rest of the list is there at once as room to scroll in; its numbers follow.
list.setEntries(entries);
markCurrent();
grid.focus({ preventScroll: true });
performance.mark("first-rows");
overview().catch(complain);

enqueue(async () => {
  await loadIndex({ keep: false });
  const asked = location.hash.match(/row=(\d+)/);
  const index = asked ? entries.findIndex((entry) => entry.id === Number(asked[1])) : 0;
  goTo(Math.max(0, index), { quiet: true });
  performance.mark("ready");
  document.body.dataset.ready = "true";
});
