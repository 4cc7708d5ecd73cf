// What the key sheet and the buttons of the pairs page say.

export const SHEET = [
  ["Go", [
    ["↓ or J", "next row"], ["↑ or K", "row above"], ["← or →", "source or target column"],
    ["N", "next uncertain pair"], ["P or Shift+N", "previous uncertain pair"],
    ["W", "the pair most likely wrong"], ["1 or !", "next, previous that is not 1–1"],
    ["V or Shift+V", "next, previous not reviewed"], ["F or Shift+F", "next, previous flagged"],
    ["Shift+B", "next bookmark"], [". or ,", "next, previous pair changed by aligning again"],
    ["G", "go to a row by number"], ["/", "search both languages"], ["Home or End", "first, last row"],
  ]],
  ["Decide", [
    ["A", "accept and go to the next"], ["R", "reject and go to the next"], ["C", "clear the decision"],
    ["X", "no counterpart: separate the two sides"], ["I", "note on the pair"], ["B", "bookmark"],
  ]],
  ["Change the pairing", [
    ["M or Shift+M", "merge with the row below, above"], ["S", "split at a caret"],
    ["U or Ctrl+↑", "first sentence of this column to the row above"],
    ["D or Ctrl+↓", "last sentence of this column to the row below"],
    ["Enter or Backspace", "shift this column down, up from here"],
    ["Space", "link any two cells: here, then there"],
    ["L or Shift+L", "align again between decided pairs: around here, everywhere"],
  ]],
  ["Words", [
    ["E or F2", "edit the text; what was read is kept"], ["T", "add a term from this pair"],
    ["Z or Ctrl+Z", "undo, without limit"], ["Y or Ctrl+Y", "redo"], ["?", "this sheet"], ["Esc", "leave, close"],
  ]],
];

export const ACTIONS = [
  ["A", "Accept", "a"], ["R", "Reject", "r"], ["M", "Merge", "m"], ["S", "Split", "s"],
  ["U", "First up", "u"], ["D", "Last down", "d"], ["↵", "Shift", "Enter"],
  ["Space", "Link", "Space"], ["X", "None", "x"], ["E", "Edit", "e"], ["I", "Note", "i"],
  ["B", "Bookmark", "b"], ["T", "Term", "t"], ["L", "Realign", "l"], ["Z", "Undo", "z"],
];
