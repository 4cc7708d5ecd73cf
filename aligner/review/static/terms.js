// The terms page: candidates by confidence, with examples; a key for each decision.

import * as core from "./core.js";
import { announce, get, byId, showError, count, make, showMessage, pageData, post } from "./core.js";
import { highlight, inUnits, shortNumber, visualOnly } from "./cells.js";
import { band } from "./doubt.js";

const grid = byId("grid");
const body = grid.querySelector(".terms");
const [sourceCode, targetCode] = pageData.codes;

let terms = pageData.terms;
let total = pageData.total;
let current = 0;
let marked = new Set(); // ids to merge
let loading = false;
const elements = new Map(); // id → element

const SIGNS = { candidate: ["", "candidate"], approved: ["✓", "approved"], rejected: ["✗", "rejected"], forbidden: ["⊘", "forbidden"] };
const ORIGINS = { suggested: "suggested by likeness alone", termbase: "from your term base", person: "added by you" };

// ── drawing ─────────────────────────────────────────────────────────────────

function draw(term, index) {
  const [sign, word] = SIGNS[term.status];
  const decided = term.status !== "candidate";
  const label = `confidence ${term.confidence.toFixed(2)}, ${word}${marked.has(term.id) ? ", marked to merge" : ""}`;
  return make(
    `div.row.term.${term.status}.${decided ? "decided" : band(term.confidence)}${marked.has(term.id) ? ".marked" : ""}`,
    { role: "row", id: `term-${term.id}`, "data-id": term.id, "aria-rowindex": index + 1 },
    make(
      "div.gutter",
      { role: "gridcell" },
      make("span.visually-hidden", label),
      ...visualOnly(
        make("span.confidence", { title: `Probability that this pair is right: ${term.confidence.toFixed(2)}` }, shortNumber(term.confidence)),
        sign && make("span.sign", { title: word }, sign),
        marked.has(term.id) && make("span.new", "merge"),
      ),
    ),
    make("div.words", { role: "gridcell" }, ...words(term)),
    make("div.examples", { role: "gridcell" }, ...term.examples.map(example)),
  );
}

function words(term) {
  const facts = [
    `${count(term.count)} ${term.count === 1 ? "pair" : "pairs"}`,
    term.source_count && `source found ${count(term.source_count)}×`,
    term.part_of_speech,
    term.domain,
    ORIGINS[term.origin],
  ];
  return [
    make("p.pair", make("span.term-source", { lang: sourceCode }, term.source), make("span.arrow", { "aria-hidden": "true" }, "→"), make("span.term-target", { lang: targetCode }, term.target)),
    make("p.quiet.facts", facts.filter(Boolean).join(" · ")),
    variants("also", term.target_variants, targetCode),
    variants("forms", term.source_variants, sourceCode),
    term.note && make("p.note", term.note),
  ];
}

const variants = (name, list, lang) =>
  list.length > 0 &&
  make("p.quiet.variants", `${name}: `, ...list.slice(0, 6).flatMap(([text, times], i) => [i ? ", " : "", make("span", { lang }, text), ` ${times}×`]));

function example(place) {
  const side = ({ text, span }, lang) => {
    const [[start, end]] = inUnits(text, [[...span, "term"]]);
    const first = begin(text, start);
    const marks = [[start - first, end - first, "term"]];
    return make("span.example-text", { lang }, first > 0 && "…", ...highlight(text.slice(first), marks));
  };
  const link = make("a", { href: `/?pair=${encodeURIComponent(place.pair)}#row=${place.link}`, title: "Show this pair in its text", "aria-label": "Show this pair in its text" }, "↗");
  return make("p.example", side(place.source, sourceCode), side(place.target, targetCode), place.link && link);
}

// Where to begin so that the term is in the first lines: at a word, some way before it.
function begin(text, start) {
  if (start < 70) return 0;
  const blank = text.indexOf(" ", start - 45);
  return blank >= 0 && blank < start ? blank + 1 : start - 20;
}

function drawAll() {
  elements.clear();
  body.replaceChildren(...terms.map((term, i) => keep(term, draw(term, i))));
  const none = byId("none");
  none.hidden = terms.length > 0;
  none.textContent = pageData.counts.all
    ? "No term matches these filters. Esc clears them."
    : "The glossary is empty. Build it with: duizhao glossary build PROJECT – or add terms in Pairs with T.";
  grid.setAttribute("aria-rowcount", total);
  byId("found").textContent = `${count(total)} ${total === 1 ? "term" : "terms"}`;
  mark();
}

function keep(term, element) {
  elements.set(term.id, element);
  return element;
}

function redraw(term) {
  const index = terms.findIndex((other) => other.id === term.id);
  if (index < 0) return;
  terms[index] = term;
  const old = elements.get(term.id);
  old.replaceWith(keep(term, draw(term, index)));
  mark();
}

function mark() {
  const id = terms[current]?.id;
  for (const [other, element] of elements) {
    element.classList.toggle("current", other === id);
    element.setAttribute("aria-selected", other === id);
  }
  if (id) grid.setAttribute("aria-activedescendant", `term-${id}`);
  else grid.removeAttribute("aria-activedescendant");
}

function goTo(index) {
  if (!terms.length) return;
  current = Math.min(terms.length - 1, Math.max(0, index));
  mark();
  elements.get(terms[current].id).scrollIntoView({ block: "nearest" });
  const term = terms[current];
  announce(`${term.source}, ${term.target}, confidence ${term.confidence.toFixed(2)}, ${term.status}`);
  if (current > terms.length - 10) more();
}

// ── asking ──────────────────────────────────────────────────────────────────

const filters = () => ({
  status: byId("filters").elements.status.value,
  words: byId("words").value.trim(),
});

async function reload() {
  const found = await get("terms", filters());
  ({ terms, total } = found);
  showCounts(found.counts);
  current = 0;
  drawAll();
}

async function more() {
  if (loading || terms.length >= total) return;
  loading = true;
  try {
    const found = await get("terms", { ...filters(), first: terms.length });
    const known = new Set(terms.map((term) => term.id));
    for (const term of found.terms.filter(({ id }) => !known.has(id))) {
      terms.push(term);
      body.append(keep(term, draw(term, terms.length - 1)));
    }
    total = found.total;
  } catch (error) {
    showError(error);
  } finally {
    loading = false;
  }
}

function showCounts(counts) {
  pageData.counts = counts;
  for (const output of document.querySelectorAll("[data-count]")) {
    output.textContent = count(counts[output.dataset.count] ?? 0);
  }
  const decided = (counts.approved ?? 0) + (counts.rejected ?? 0) + (counts.forbidden ?? 0);
  byId("progress-text").textContent = `${count(decided)} of ${count(counts.all)} terms decided`;
}

async function act(action, extra = {}, ids = null) {
  const term = terms[current];
  if (!term) return false;
  const versions = ids ?? [[term.id, term.version]];
  try {
    show(await post("term", { action, terms: versions, ...extra }));
    return true;
  } catch (error) {
    if (error.status === 409) await reload();
    if (extra.keepError) throw error;
    showError(error);
    return false;
  }
}

function show(answer) {
  answer.terms.forEach(redraw);
  showCounts(answer.counts);
  if (answer.removed.length) {
    terms = terms.filter((term) => !answer.removed.includes(term.id));
    total -= answer.removed.length;
    drawAll();
    goTo(current);
  }
  showMessage(answer.message);
}

async function decide(action) {
  if (await act(action)) goTo(current + 1);
}

async function merge() {
  const term = terms[current];
  const others = terms.filter((other) => marked.has(other.id) && other.id !== term.id);
  if (!others.length) return showMessage("Mark the terms to merge with Space, then go to the one to keep and press M.");
  marked = new Set();
  await act("merge", {}, [term, ...others].map((other) => [other.id, other.version]));
  goTo(terms.findIndex((other) => other.id === term.id));
}

function toggleMark() {
  const term = terms[current];
  if (!term) return;
  if (!marked.delete(term.id)) marked.add(term.id);
  redraw(term);
  showMessage(marked.size ? `${marked.size} marked. Go to the term to keep and press M.` : "");
}

async function undo(name) {
  try {
    const answer = await post(name, {});
    const keepAt = current;
    await reload();
    goTo(keepAt);
    showMessage(answer.message);
  } catch (error) {
    showError(error);
  }
}

function openEdit() {
  const term = terms[current];
  if (!term) return;
  byId("edit-source").value = term.source;
  byId("edit-target").value = term.target;
  byId("edit-pos").value = term.part_of_speech;
  byId("edit-note").value = term.note;
  core.openDialog(
    "edit",
    () =>
      act("edit", {
        source: byId("edit-source").value,
        target: byId("edit-target").value,
        part_of_speech: byId("edit-pos").value,
        note: byId("edit-note").value,
        keepError: true,
      }),
    grid,
  );
  byId("edit-target").focus();
}

function openExample() {
  elements.get(terms[current]?.id)?.querySelector(".example a")?.click();
}

// ── keys ────────────────────────────────────────────────────────────────────

const nextCandidate = (step) => {
  for (let i = current + step; i >= 0 && i < terms.length; i += step) {
    if (terms[i].status === "candidate") return goTo(i);
  }
  return showMessage("No other candidate here.");
};

const KEYS = {
  ArrowDown: () => goTo(current + 1),
  j: () => goTo(current + 1),
  ArrowUp: () => goTo(current - 1),
  k: () => goTo(current - 1),
  PageDown: () => goTo(current + 6),
  PageUp: () => goTo(current - 6),
  Home: () => goTo(0),
  End: () => goTo(terms.length - 1),
  n: () => nextCandidate(1),
  p: () => nextCandidate(-1),
  "Shift+N": () => nextCandidate(-1),
  a: () => decide("approve"),
  r: () => decide("reject"),
  f: () => decide("forbid"),
  c: () => act("clear"),
  e: openEdit,
  F2: openEdit,
  Enter: openEdit,
  i: openEdit,
  Space: toggleMark,
  m: merge,
  o: openExample,
  z: () => undo("term-undo"),
  "Ctrl+z": () => undo("term-undo"),
  y: () => undo("term-redo"),
  "Ctrl+y": () => undo("term-redo"),
  "Ctrl+Shift+Z": () => undo("term-redo"),
  "/": () => byId("words").select(),
  "Ctrl+f": () => byId("words").select(),
  "?": openSheet,
  Escape: () => {
    byId("filters").reset();
    return reload();
  },
};

const SHEET = [
  ["Go", [["↓ or J", "next term"], ["↑ or K", "term above"], ["N or P", "next, previous candidate"], ["O", "show the first example in its text"], ["/", "search both languages"]]],
  ["Decide", [["A", "approve and go to the next"], ["R", "reject and go to the next"], ["F", "forbid: the source must not be rendered so"], ["C", "clear the decision"]]],
  ["Change", [["E or F2", "edit words, part of speech, note"], ["Space", "mark for merging"], ["M", "merge the marked terms into this one"], ["Z or Ctrl+Z", "undo, without limit"], ["Y or Ctrl+Y", "redo"], ["?", "this sheet"], ["Esc", "all terms, close"]]],
];

const ACTIONS = [["A", "Approve", "a"], ["R", "Reject", "r"], ["F", "Forbid", "f"], ["C", "Clear", "c"], ["E", "Edit", "e"], ["Space", "Mark", "Space"], ["M", "Merge marked", "m"], ["O", "Show in text", "o"], ["Z", "Undo", "z"], ["Y", "Redo", "y"]];

function openSheet() {
  byId("keys").onclose = () => grid.focus();
  byId("keys").showModal();
}

let chain = Promise.resolve();
const enqueue = (work) => (chain = chain.then(work).catch(showError));

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.target.closest("dialog")) return;
  const key = core.keyOf(event);
  if (core.isTyping(event.target)) {
    if (key === "Escape") grid.focus();
    return;
  }
  if (event.target.closest("button, a") && (key === "Enter" || key === "Space")) return;
  if (!KEYS[key]) return;
  event.preventDefault();
  enqueue(KEYS[key]);
});

body.addEventListener("pointerdown", (event) => {
  const row = event.target.closest(".row");
  const index = terms.findIndex((term) => String(term.id) === row?.dataset.id);
  if (index >= 0) current = index;
  mark();
});

grid.addEventListener("scroll", () => {
  if (grid.scrollTop + grid.clientHeight > grid.scrollHeight - 600) more();
}, { passive: true });

let typing;
byId("filters").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => reload().catch(showError), 150);
});
byId("filters").addEventListener("submit", (event) => {
  event.preventDefault();
  grid.focus();
});
core.toolbar(ACTIONS, (key) => {
  grid.focus();
  enqueue(KEYS[key]);
});
byId("show-keys").onclick = openSheet;

core.fillSheet(SHEET);
showCounts(pageData.counts);
drawAll();
grid.focus({ preventScroll: true });
document.body.dataset.ready = "true";
