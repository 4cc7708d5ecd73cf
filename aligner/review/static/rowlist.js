// A list of any length of which only what is seen is drawn. Row heights differ and are measured.

const OVERSCAN = 8; // rows drawn beyond the screen
const MARGIN = 110; // pixels kept visible above and below the current row: about one row

// Prefix sums of row heights, changed and searched in logarithmic time (a Fenwick tree).
class Heights {
  constructor(entries) {
    this.size = entries.length;
    this.tree = new Float64Array(this.size + 1);
    for (let i = 0; i < this.size; i++) this.tree[i + 1] = entries[i].height;
    for (let i = 1; i <= this.size; i++) {
      const up = i + (i & -i);
      if (up <= this.size) this.tree[up] += this.tree[i];
    }
  }

  add(index, difference) {
    for (let i = index + 1; i <= this.size; i += i & -i) this.tree[i] += difference;
  }

  // Where row `index` begins.
  before(index) {
    let sum = 0;
    for (let i = index; i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  // The row at a place.
  at(place) {
    let index = 0;
    for (let step = 2 ** Math.floor(Math.log2(this.size || 1)); step >= 1; step /= 2) {
      if (index + step <= this.size && this.tree[index + step] <= place) {
        index += step;
        place -= this.tree[index];
      }
    }
    return Math.min(index, Math.max(0, this.size - 1));
  }
}

export class RowList {
  // `entries` hold {id, height}; `draw(entry, index)` gives an element, the same one as long as
  // nothing about the entry has changed; `onShown(first, last)` hears what is on the screen.
  constructor(scroller, draw, onShown) {
    this.scroller = scroller;
    this.spacer = scroller.querySelector(".spacer");
    this.body = scroller.querySelector(".rows");
    this.drawRow = draw;
    this.onShown = onShown;
    this.entries = [];
    this.heights = new Heights([]);
    this.first = 0;
    this.last = -1;
    this.waiting = false;
    scroller.addEventListener("scroll", () => this.soon(), { passive: true });
    this.width = 0;
    new ResizeObserver(() => {
      const changed = this.width && this.width !== scroller.clientWidth;
      this.width = scroller.clientWidth;
      if (changed) this.soon();
    }).observe(scroller);
  }

  setEntries(entries) {
    this.entries = entries;
    this.heights = new Heights(entries);
    this.draw();
  }

  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw() {
    if (!this.entries.length) {
      this.body.replaceChildren();
      this.spacer.style.height = "0";
      return;
    }
    const top = this.scroller.scrollTop;
    const anchor = this.heights.at(top);
    const within = top - this.heights.before(anchor);
    this.fill(anchor, this.scroller.clientHeight + within);
    this.measure();
    const moved = this.heights.before(anchor) + within;
    this.place();
    if (Math.abs(moved - top) > 0.5) this.scroller.scrollTop = moved;
    this.onShown(this.heights.at(moved), this.heights.at(moved + this.scroller.clientHeight - 1));
  }

  fill(anchor, height) {
    const end = this.heights.at(this.heights.before(anchor) + height);
    this.first = Math.max(0, anchor - OVERSCAN);
    this.last = Math.min(this.entries.length - 1, end + OVERSCAN);
    const wanted = [];
    for (let i = this.first; i <= this.last; i++) wanted.push(this.drawRow(this.entries[i], i));
    // Rows that stay are not touched: a text being typed in one keeps its caret.
    const kept = new Set(wanted);
    for (const row of [...this.body.children]) if (!kept.has(row)) row.remove();
    let next = this.body.firstChild;
    for (const row of wanted) {
      if (row === next) next = next.nextSibling;
      else this.body.insertBefore(row, next);
    }
  }

  measure() {
    const rows = this.body.children;
    for (let i = 0; i < rows.length; i++) {
      const entry = this.entries[this.first + i];
      const height = rows[i].getBoundingClientRect().height;
      if (Math.abs(height - entry.height) > 0.25) {
        this.heights.add(this.first + i, height - entry.height);
        entry.height = height;
      }
    }
  }

  place() {
    this.spacer.style.height = `${this.heights.before(this.entries.length)}px`;
    // Whole pixels: between two of them letters are blurred.
    this.body.style.top = `${Math.round(this.heights.before(this.first))}px`;
  }

  // Bring a row into view with a little of its surroundings; far ones to the upper third.
  reveal(index) {
    const room = this.scroller.clientHeight;
    for (let attempt = 0; attempt < 3; attempt++) {
      const top = this.heights.before(index);
      const { height } = this.entries[index];
      const bottom = top + height;
      const margin = Math.max(0, Math.min(MARGIN, (room - height) / 2));
      const from = this.scroller.scrollTop;
      if (top - margin >= from && bottom + margin <= from + room) break;
      const far = top > from + 2 * room || bottom < from - room;
      if (far) this.scroller.scrollTop = top - room / 3;
      else if (top - margin < from) this.scroller.scrollTop = top - margin;
      else this.scroller.scrollTop = bottom - room + margin;
      if (this.scroller.scrollTop === from) break; // the list ends here
      this.draw();
    }
  }
}
