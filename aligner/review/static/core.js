// What both pages share: talking to the server, making elements, telling the reader.

export const pageData = JSON.parse(document.getElementById("start").textContent);

let csrf = document.querySelector("meta[name=csrf]").content;

export class RequestError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

const UNREACHABLE =
  "The review server does not answer. Everything confirmed so far is saved. Start it again with the same command; this page will continue.";

async function send(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new RequestError(UNREACHABLE, 0);
  }
  if (response.ok) return response;
  const answer = await response.json().catch(() => ({}));
  throw new RequestError(answer.error ?? `The server answered with ${response.status}.`, response.status);
}

const query = (values) => new URLSearchParams(values).toString();

export const get = async (name, values = {}) => (await send(`/api/${name}?${query(values)}`)).json();

export const getBytes = async (name, values = {}) =>
  (await send(`/api/${name}?${query(values)}`)).arrayBuffer();

export async function post(name, values) {
  const request = () =>
    send(`/api/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-duizhao-csrf": csrf },
      body: JSON.stringify(values),
    });
  try {
    return await (await request()).json();
  } catch (error) {
    if (error.status !== 403) throw error;
    // The server was started again; this page is still one of its own.
    csrf = (await get("session")).csrf;
    return (await request()).json();
  }
}

// ── elements ────────────────────────────────────────────────────────────────

// make("p.note", {title: "x"}, "text", child, …): never markup, so text stays text.
export function make(what, ...rest) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const part of rest) {
    if (part === null || part === undefined || part === false) continue;
    if (typeof part === "string" || part instanceof Node) element.append(part);
    else for (const [name, value] of Object.entries(part)) element.setAttribute(name, value);
  }
  return element;
}

export const byId = (id) => document.getElementById(id);

export const count = (number) => number.toLocaleString("en");

// ── telling ─────────────────────────────────────────────────────────────────

let hiding;

export function announce(text) {
  byId("announcer").textContent = text;
}

// A line under the list; a problem stays longer and is coloured.
export function showMessage(text, { problem = false, stay = false } = {}) {
  const line = byId("status-line");
  line.textContent = text;
  line.classList.toggle("is-problem", problem);
  announce(text);
  clearTimeout(hiding);
  if (!stay && text) hiding = setTimeout(() => (line.textContent = ""), problem ? 20000 : 6000);
}

export function showError(error) {
  if (!(error instanceof RequestError)) console.error(error);
  showMessage(error.message, { problem: true, stay: error.status === 0 });
}

// ── dialogs ─────────────────────────────────────────────────────────────────

// Opens a dialog; `save` may refuse by throwing, then the dialog stays with what was typed.
export function openDialog(id, save, back) {
  const dialog = byId(id);
  const form = dialog.querySelector("form");
  const problem = dialog.querySelector(".problem");
  if (problem) problem.textContent = "";
  form.onsubmit = async (event) => {
    if (!save) return;
    event.preventDefault();
    try {
      await save();
      dialog.close();
    } catch (error) {
      if (problem) problem.textContent = error.message;
      else showError(error);
    }
  };
  form.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  };
  for (const button of dialog.querySelectorAll("[data-close]")) button.onclick = () => dialog.close();
  dialog.onclose = () => back?.focus();
  dialog.showModal();
}

// Fills the key sheet: groups of [title, [[keys, meaning], …]].
export function fillSheet(groups) {
  const sheet = byId("key-sheet");
  sheet.replaceChildren(
    ...groups.map(([title, keys]) =>
      make(
        "section",
        make("h3", title),
        make(
          "dl",
          ...keys.map(([names, meaning]) =>
            make("div", make("dt", ...keyCaps(names)), make("dd", meaning)),
          ),
        ),
      ),
    ),
  );
}

// Buttons for those who prefer the mouse: [cap, name, key].
export function toolbar(actions, press) {
  byId("actions").append(
    ...actions.map(([cap, name, key]) => {
      const shortcut = key === "Space" || key.length > 1 ? key : key.toUpperCase();
      const button = make("button", { type: "button", "aria-keyshortcuts": shortcut }, name, make("kbd", cap));
      button.onclick = () => press(key);
      return button;
    }),
  );
}

// "Ctrl+Z or Z" as key caps.
export function keyCaps(names) {
  return names.split(" or ").flatMap((name, i) => [
    ...(i ? [" or "] : []),
    make("span", ...name.split("+").flatMap((cap, j) => [...(j ? ["+"] : []), make("kbd", cap)])),
  ]);
}

// The key of an event as the key tables name it: "a", "Shift+M", "Ctrl+ArrowUp", "?".
export function keyOf(event) {
  const single = event.key.length === 1;
  const key = single ? (event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key;
  const letter = /^[A-Z]$/.test(key) || !single || key === " ";
  return [
    (event.ctrlKey || event.metaKey) && "Ctrl",
    event.altKey && "Alt",
    event.shiftKey && letter && "Shift",
    key === " " ? "Space" : key,
  ]
    .filter(Boolean)
    .join("+");
}

export const isTyping = (target) => target.closest("input, textarea, select, dialog") !== null;
