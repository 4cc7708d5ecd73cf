// The alignment at a glance: a dot plot, with the uncertain stretches lit at its right edge.

import { get, byId } from "./core.js";
import { band } from "./doubt.js";

const EDGE = 12; // pixels of the strip of uncertain stretches

export class Minimap {
  // `goTo(share)` is called with how far down the list a person pointed.
  constructor(pair, goTo) {
    this.pair = pair;
    this.canvas = byId("map");
    this.shown = [0, 1];
    this.data = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      goTo(event.offsetY / this.canvas.clientHeight);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (event.buttons) goTo(Math.min(1, Math.max(0, event.offsetY / this.canvas.clientHeight)));
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    new ResizeObserver(() => this.load()).observe(this.canvas);
  }

  load() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), 150);
  }

  async fetch() {
    const width = Math.max(8, this.canvas.clientWidth - EDGE - 4);
    const height = Math.max(8, this.canvas.clientHeight);
    try {
      this.data = { ...(await get("map", { pair: this.pair, width, height })), width, height };
    } catch {
      return; // the next edit asks again, and says so if the server is gone
    }
    this.draw();
  }

  // The part of the list on the screen, as shares of its length.
  show(first, last) {
    this.shown = [first, last];
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw() {
    if (!this.data) return;
    const { canvas } = this;
    const ratio = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const colour = (name) => getComputedStyle(canvas).getPropertyValue(name).trim();
    const colours = Object.fromEntries(["sure", "doubtful", "bad"].map((name) => [name, colour(`--map-${name}`)]));
    pen.fillStyle = colour("--map-shown");
    const top = this.shown[0] * height;
    pen.fillRect(0, top, width, Math.max(3, this.shown[1] * height - top));
    // Sure ones first, so that doubtful ones lie on top; they are a little larger.
    const cells = [...this.data.cells].sort((a, b) => b[3] - a[3]);
    const size = Math.max(1.5, Math.min(5, height / Math.sqrt(cells.length + 1) / 4));
    for (const [y, x, , lowest] of cells) {
      const grown = band(lowest) === "sure" ? size : size + 1;
      pen.fillStyle = colours[band(lowest)];
      pen.fillRect(x - grown / 2, y - grown / 2, grown, grown);
    }
    const most = Math.max(1, ...this.data.uncertain.map(([, links]) => links));
    pen.fillStyle = colours.doubtful;
    for (const [y, links] of this.data.uncertain) {
      pen.globalAlpha = 0.35 + (0.65 * links) / most;
      pen.fillRect(width - EDGE, y, EDGE, Math.max(1.5, height / 300));
    }
    pen.globalAlpha = 1;
  }

  describe(text) {
    this.canvas.setAttribute("aria-label", text);
  }
}
