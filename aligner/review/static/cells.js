// How a pair looks: gutter, both texts with what is highlighted in them, remarks.

import { count, make } from "./core.js";
import { band } from "./doubt.js";

const STATUS = {
  auto: ["", "undecided"],
  accepted: ["✓", "accepted"],
  edited: ["✎", "edited"],
  rejected: ["✗", "rejected"],
};

const MEANING = {
  number: "this number is on both sides",
  "number-odd": "this number is not on the other side",
  name: "a name",
  term: "a term of your glossary",
  "term-missing": "your glossary renders this term differently",
  forbidden: "your glossary forbids this rendering",
};

export const SIDES = ["source", "target"];

export const shortNumber = (confidence) =>
  confidence >= 0.995 ? "1.0" : confidence.toFixed(2).slice(1);

export function placeholder(entry) {
  return make(
    "div.row.waiting",
    { role: "row", "aria-rowindex": entry.at + 1, "aria-busy": "true" },
    make("div.gutter", { role: "gridcell" }, make("span.number", count(entry.at + 1))),
    make("div.cell", { role: "gridcell" }, make("p.sentence", "…")),
    make("div.cell", { role: "gridcell" }, make("p.sentence", "…")),
  );
}

// `view` holds what is true of the page: current row and side, languages, threshold, words sought,
// the row and side linked from, which rows are new since the last alignment.
export function drawRow(entry, row, view) {
  const decided = row.status !== "auto";
  const classes = [
    "row",
    row.status,
    decided ? "decided" : band(row.confidence, view.uncertain),
    entry.context && "context",
    entry.gap && "after-gap",
    view.fresh.has(row.id) && "fresh",
  ];
  return make(
    `div.${classes.filter(Boolean).join(".")}`,
    { role: "row", "aria-rowindex": entry.at + 1, "data-id": row.id, id: `row-${row.id}` },
    gutter(entry, row, view),
    cell(row, "source", view),
    cell(row, "target", view),
    remarks(row, view),
  );
}

function gutter(entry, row, view) {
  const [sign, word] = STATUS[row.status];
  const number = count(entry.at + 1);
  const label = [
    `Row ${number}`,
    `confidence ${row.confidence.toFixed(2)}`,
    word,
    row.bookmarked && "bookmarked",
    view.fresh.has(row.id) && "changed by the last alignment",
    entry.context && "shown as context",
  ];
  return make(
    "div.gutter",
    { role: "gridcell", "aria-colindex": 1 },
    make("span.visually-hidden", label.filter(Boolean).join(", ")),
    ...visualOnly(
      make(
        "span.confidence",
        { title: `Probability that this pair is exactly right: ${row.confidence.toFixed(2)}` },
        shortNumber(row.confidence),
      ),
      sign && make("span.sign", { title: word }, sign),
      row.bookmarked && make("span.bookmark", { title: "bookmarked" }, "★"),
      view.fresh.has(row.id) && make("span.new", "new"),
      make("span.number", number),
    ),
  );
}

// For the eye only: screen readers get the same in words, beside it.
export function visualOnly(...elements) {
  const shown = elements.filter(Boolean);
  shown.forEach((element) => element.setAttribute("aria-hidden", "true"));
  return shown;
}

function cell(row, side, view) {
  const sentences = row[side];
  const marked = view.from?.id === row.id && view.from.side === side;
  return make(
    `div.cell.${side}${marked ? ".linked-from" : ""}`,
    {
      role: "gridcell",
      "aria-colindex": side === "source" ? 2 : 3,
      id: `cell-${row.id}-${side}`,
      lang: view.languages[side],
      "data-side": side,
    },
    ...(sentences.length
      ? sentences.map((sentence, i) => drawSentence(sentence, i, row.marks?.[side]?.[i], view))
      : [make("p.nothing", { lang: "en" }, "no counterpart")]),
  );
}

function drawSentence(sentence, index, marks, view) {
  const paragraph = make("p.sentence", { "data-sentence": index });
  const spans = inUnits(sentence.text, marks ?? []);
  paragraph.append(...highlight(sentence.text, [...found(sentence.text, view.words), ...spans]));
  if (sentence.original !== undefined) {
    paragraph.append(
      make("span.was", { title: `As it was read: ${sentence.original}`, lang: "en" }, "edited"),
    );
  }
  return paragraph;
}

function remarks(row, view) {
  if (!row.flags.length && !row.note) return null;
  return make(
    "div.remarks",
    { role: "gridcell", "aria-colindex": 4, lang: view.own ?? "en" },
    row.flags.length &&
      row.status === "auto" &&
      make("span.flags", ...row.flags.map((flag) => make("span.flag", flag))),
    row.flags.length && row.status !== "auto" && make("span.flags.settled", row.flags.join(" · ")),
    row.note && make("span.note", row.note),
  );
}

// ── text ────────────────────────────────────────────────────────────────────

// The server counts characters, the browser UTF-16 units; they differ beyond the basic plane.
export function inUnits(text, marks) {
  if (!/[\ud800-\udbff]/.test(text)) return marks;
  const units = [0];
  for (const character of text) units.push(units.at(-1) + character.length);
  return marks.map(([start, end, kind]) => [units[start], units[end], kind]);
}

export const inCharacters = (text, offset) => [...text.slice(0, offset)].length;

function found(text, words) {
  if (!words) return [];
  const places = [];
  const lower = text.toLowerCase();
  const sought = words.toLowerCase();
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + sought.length)) {
    places.push([at, at + sought.length, "found"]);
  }
  return places;
}

// The text with <mark>s in it; where two overlap the first one named stays.
export function highlight(text, marks) {
  const kept = [];
  for (const mark of marks) {
    if (kept.every((other) => mark[1] <= other[0] || other[1] <= mark[0])) kept.push(mark);
  }
  kept.sort((a, b) => a[0] - b[0]);
  const nodes = [];
  let place = 0;
  for (const [start, end, kind] of kept) {
    if (start > place) nodes.push(text.slice(place, start));
    nodes.push(
      make(`mark.m-${kind}`, MEANING[kind] ? { title: MEANING[kind] } : {}, text.slice(start, end)),
    );
    place = end;
  }
  if (place < text.length) nodes.push(text.slice(place));
  return nodes;
}
