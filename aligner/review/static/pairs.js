// The pairs page: knows where the reader is, and turns keys into edits.

import * as core from "./core.js";
import { announce, byId, showError, showMessage, pageData, post } from "./core.js";
import { SIDES } from "./cells.js";
import { confidenceOf, isBelow, isBookmarked, isFlagged, isUndecided, isUneven } from "./entry.js";
import { Minimap } from "./minimap.js";
import { Modes, savedMessage } from "./modes.js";
import { PairList, filtered } from "./pairlist.js";
import { Progress } from "./progress.js";
import { ACTIONS, SHEET } from "./sheet.js";

const grid = byId("grid");
const pair = pageData.pair;
const languages = { source: grid.dataset.sourceLang, target: grid.dataset.targetLang };

const view = { uncertain: pageData.uncertain, languages, fresh: new Set(), from: null, words: "" };
const pairs = new PairList(grid, pair, view, onShown);
const map = new Minimap(pair, (share) => goTo(Math.floor(share * pairs.entries.length), { quiet: true }));
const progress = new Progress(pair, view, map, (links) => (pairs.total = links));
const modes = new Modes(pairs, { side: () => side, act, enqueue, saved });

let side = "source";
let revision = pageData.revision;

// ── where the reader is ─────────────────────────────────────────────────────

const isUncertain = (entry) => isBelow(entry, view.uncertain);

function onShown(first, last) {
  const total = Math.max(1, pairs.entries.length);
  map.show(first / total, (last + 1) / total);
  markCurrent();
}

function markCurrent() {
  const id = pairs.here?.id;
  for (const row of pairs.list.body.children) {
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
  if (!pairs.entries.length) return;
  pairs.current = Math.min(pairs.entries.length - 1, Math.max(0, index));
  pairs.list.reveal(pairs.current);
  markCurrent();
  const row = pairs.rowHere;
  history.replaceState(null, "", `#row=${pairs.here.id}`);
  if (row && !quiet) {
    announce(`Row ${pairs.here.at + 1}, confidence ${row.confidence.toFixed(2)}, ${row.status}`);
  }
}

function find(test, step, what) {
  for (let i = pairs.current + step; i >= 0 && i < pairs.entries.length; i += step) {
    if (!pairs.entries[i].context && test(pairs.entries[i])) return goTo(i);
  }
  showMessage(step > 0 ? `No ${what} below.` : `No ${what} above.`);
}

// The undecided row that is most likely wrong, wherever it is.
function goToWorst() {
  let worst = -1;
  pairs.entries.forEach((entry, i) => {
    if (entry.context || !isUndecided(entry)) return;
    if (worst < 0 || confidenceOf(entry) < confidenceOf(pairs.entries[worst])) worst = i;
  });
  if (worst >= 0) goTo(worst);
  else showMessage("Everything here is decided.");
}

function goOn(wasUncertain) {
  const next = pairs.entries.findIndex((entry, i) => i > pairs.current && !entry.context && isUncertain(entry));
  if (wasUncertain && next >= 0) goTo(next);
  else if (!wasUncertain && pairs.current < pairs.entries.length - 1) goTo(pairs.current + 1);
  else if (wasUncertain) showMessage("No uncertain pair below this one.");
}

// ── edits ───────────────────────────────────────────────────────────────────

const versions = () =>
  [-2, -1, 1, 2]
    .map((step) => pairs.rowAt(step))
    .filter(Boolean)
    .map((row) => [row.id, row.version]);

async function act(action, extra = {}) {
  const row = pairs.rowHere;
  if (!row) return null;
  const versionsBefore = [...versions(), ...(extra.versions ?? [])];
  const request = { pair, action, link: row.id, version: row.version, side, ...extra, versions: versionsBefore };
  try {
    const answer = await post("act", request);
    await apply(answer);
    showMessage(savedMessage(answer.message));
    return answer;
  } catch (error) {
    if (error.status === 409) await refresh([row.id, ...versionsBefore.map(([id]) => id)]);
    if (extra.keepError) throw error;
    showError(error);
    return null;
  }
}

// Someone else changed rows: show them as they are now.
async function refresh(ids) {
  ids.forEach((id) => pairs.rows.delete(id));
  await pairs.loadIndex();
}

async function apply(answer) {
  const expected = answer.revision_before === undefined || answer.revision_before === revision;
  revision = answer.revision;
  answer.rows.forEach((row) => pairs.keep(row));
  if (answer.reload || !expected) await pairs.reload(answer.rows);
  else pairs.place(answer);
  progress.soon();
  const focus = pairs.near(answer.focus);
  if (focus >= 0) goTo(focus, { quiet: true });
  else goTo(pairs.current, { quiet: true });
}

// The words of a sentence were saved while it stays open.
function saved(answer) {
  revision = answer.revision;
  answer.rows.forEach((row) => pairs.keep(row));
  progress.soon();
}

async function undo(name) {
  try {
    const answer = await post(name, { pair });
    await apply(answer);
    showMessage(answer.message);
  } catch (error) {
    if (error.status === 409) await refresh([]);
    showError(error);
  }
}

async function decide(action) {
  const entry = pairs.here;
  if (!entry) return;
  const wasUncertain = isUncertain(entry);
  if (await act(action)) goOn(wasUncertain);
}

async function realign(scope) {
  if (!pairs.rowHere) return;
  showMessage(scope === "all" ? "Aligning everything between your decisions …" : "Aligning between the decided pairs above and below …", { stay: true });
  grid.setAttribute("aria-busy", "true");
  try {
    const answer = await post("realign", { pair, scope, link: pairs.rowHere.id });
    view.fresh = new Set(answer.changed);
    view.stamp = (view.stamp ?? 0) + 1;
    await apply(answer);
    showMessage(answer.changed.length ? `${answer.message} They are marked “new”; . goes to the next one, Z undoes it.` : answer.message, { stay: true });
  } catch (error) {
    showError(error);
  } finally {
    grid.removeAttribute("aria-busy");
  }
}

// ── pinpoint ────────────────────────────────────────────────────────────────

async function pinpoint() {
  const row = pairs.rowHere;
  if (!row) return;
  if (!view.from) return linkFrom(row);
  const from = view.from;
  if (from.side === side) return linkFrom(row);
  const [source, target] = from.side === "source" ? [from, row] : [row, from];
  view.from = null;
  pairs.redraw();
  await act("pinpoint", {
    link: source.id,
    version: source.version,
    partner: target.id,
    versions: [[target.id, target.version]],
  });
}

function linkFrom(row) {
  if (!row[side].length) return showMessage("This cell is empty. Choose one with text.");
  view.from = { id: row.id, version: row.version, side };
  side = side === "source" ? "target" : "source";
  pairs.redraw();
  showMessage(`Linking row ${pairs.here.at + 1}: go to its ${side} text, wherever it is, and press Space. Esc leaves.`, { stay: true });
}

// ── dialogs ─────────────────────────────────────────────────────────────────

function openNote() {
  const row = pairs.rowHere;
  if (!row) return;
  byId("note-text").value = row.note;
  core.openDialog("note", () => act("note", { text: byId("note-text").value, keepError: true }), grid);
}

function openGoTo() {
  byId("goto-row").value = pairs.here ? pairs.here.at + 1 : 1;
  core.openDialog(
    "goto",
    async () => {
      const at = Number(byId("goto-row").value) - 1;
      const index = pairs.entries.findIndex((entry) => entry.at >= at);
      goTo(index >= 0 ? index : pairs.entries.length - 1);
    },
    grid,
  );
  byId("goto-row").select();
}

// ── filters ─────────────────────────────────────────────────────────────────

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
    pairs.loadIndex().catch(showError);
    if (event.target.id === "below") progress.load().catch(showError);
  }, slow ? 200 : 0);
});
byId("filters").addEventListener("submit", (event) => {
  event.preventDefault();
  grid.focus();
});

// ── keys ────────────────────────────────────────────────────────────────────

const page = () => Math.max(1, Math.floor(grid.clientHeight / 110));

const KEYS = {
  ArrowDown: () => goTo(pairs.current + 1),
  j: () => goTo(pairs.current + 1),
  ArrowUp: () => goTo(pairs.current - 1),
  k: () => goTo(pairs.current - 1),
  ArrowLeft: () => chooseSide("source"),
  ArrowRight: () => chooseSide("target"),
  PageDown: () => goTo(pairs.current + page()),
  PageUp: () => goTo(pairs.current - page()),
  Home: () => goTo(0),
  End: () => goTo(pairs.entries.length - 1),
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
  s: () => modes.beginSplit(),
  d: () => act("last-down"),
  "Ctrl+ArrowDown": () => act("last-down"),
  u: () => act("first-up"),
  "Ctrl+ArrowUp": () => act("first-up"),
  Enter: () => act("shift-down"),
  Backspace: () => act("shift-up"),
  Space: pinpoint,
  e: () => modes.beginEdit(),
  F2: () => modes.beginEdit(),
  i: openNote,
  b: () => act("bookmark", { value: !pairs.rowHere?.bookmarked }),
  t: () => modes.beginTerm(),
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
    pairs.redraw();
    showMessage("");
  } else if (filtered()) {
    byId("filters").reset();
    pairs.loadIndex().catch(showError);
  } else {
    getSelection().removeAllRanges();
    showMessage("");
  }
}

// Keys take effect one after the other, however fast they are typed: what a key means is decided
// when its turn comes.
let chain = Promise.resolve();
function enqueue(work) {
  chain = chain.then(work).catch(showError);
  return chain;
}

function dispatch(key) {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) return key === "Escape" && dialog.close();
  if (modes.now) return modes.key(key);
  return KEYS[key]?.();
}

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
    if (modes.editing && grid.contains(event.target)) {
      if (modes.key(key)) event.preventDefault();
    } else if (key === "Escape") {
      grid.focus();
    }
    return;
  }
  // Enter and Space on a button press the button.
  if (event.target.closest("button, a, summary") && (key === "Enter" || key === "Space")) return;
  if (!KEYS[key] && !modes.wants(key)) return;
  event.preventDefault();
  enqueue(() => dispatch(key));
});

// ── mouse ───────────────────────────────────────────────────────────────────

grid.addEventListener("pointerdown", (event) => {
  const row = event.target.closest(".row");
  if (!row || event.target.closest("textarea, button")) return;
  const index = pairs.entries.findIndex((entry) => String(entry.id) === row.dataset.id);
  if (modes.now && modes.now.id !== pairs.entries[index]?.id) modes.leave();
  const cell = event.target.closest(".cell");
  if (cell) side = cell.dataset.side;
  if (index >= 0) pairs.current = index;
  markCurrent();
});

grid.addEventListener("click", (event) => {
  const paragraph = event.target.closest(".sentence");
  const selection = getSelection();
  if (!paragraph || !selection.rangeCount || modes.editing) return;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  if (!paragraph.contains(selection.anchorNode)) return;
  range.setEnd(selection.anchorNode, selection.anchorOffset);
  const number = Number(paragraph.dataset.sentence);
  const offset = Math.min(range.toString().length, pairs.rowHere?.[side][number]?.text.length ?? 0);
  modes.click(side, number, offset);
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

core.fillSheet(SHEET);
pairs.begin(pageData.rows);
markCurrent();
grid.focus({ preventScroll: true });
performance.mark("first-rows");
progress.load().catch(showError);

enqueue(async () => {
  await pairs.loadIndex({ keep: false });
  const linked = location.hash.match(/row=(\d+)/);
  const index = linked ? pairs.entries.findIndex((entry) => entry.id === Number(linked[1])) : 0;
  goTo(Math.max(0, index), { quiet: true });
  performance.mark("ready");
  document.body.dataset.ready = "true";
});
