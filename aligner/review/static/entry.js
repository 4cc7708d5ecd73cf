// What the list knows of a pair before its text is there: number, place, and its state in bits.
// The bits are those of aligner/project/overview.py.

const STATUSES = ["auto", "accepted", "edited", "rejected"];

export const newEntry = (id, at, bits) => ({ id, at, bits, context: false, gap: false, height: 78 });

export const bitsOf = (row) =>
  Math.floor(row.confidence * 1000) |
  (STATUSES.indexOf(row.status) << 10) |
  ((row.source.length !== 1 || row.target.length !== 1) << 12) |
  ((!row.source.length || !row.target.length) << 13) |
  ((row.flags.length > 0) << 14) |
  (row.bookmarked << 15) |
  ((row.note !== "") << 16);

// Thousandths.
export const confidenceOf = (entry) => entry.bits & 1023;
export const isUndecided = (entry) => ((entry.bits >> 10) & 3) === 0;
export const isUneven = (entry) => ((entry.bits >> 12) & 1) === 1;
export const isFlagged = (entry) => isUndecided(entry) && ((entry.bits >> 14) & 1) === 1;
export const isBookmarked = (entry) => ((entry.bits >> 15) & 1) === 1;
export const isBelow = (entry, threshold) => isUndecided(entry) && confidenceOf(entry) < threshold * 1000;
