// The rehearsal page: asks once a second whether anything changed, and shows what did.

import { Phone } from "./phone.js";
import { dayOf, fullDayOf, hourOf } from "./words.js";

const EVERY = 1000;
const SILENT = "Relais ne répond pas. Nouvel essai dans un instant…";
const at = (id) => document.getElementById(id);
const phones = new Map();
let version = null;
let proposed = "";

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error);
  return value;
}

async function say(name, what) {
  try {
    await ask(`/phones/${encodeURIComponent(name)}/say`, what);
    await refresh();
    return null;
  } catch (error) {
    return error instanceof TypeError ? SILENT : error.message;
  }
}

function tellTime(now) {
  at("day").textContent = fullDayOf(now);
  at("hour").textContent = hourOf(now);
  const field = at("to");
  const untouched = field.value === proposed && document.activeElement !== field;
  if (untouched) field.value = now.slice(0, 16);
  if (untouched) proposed = field.value;
}

function tellNext(next) {
  at("next").textContent = next ? `Ensuite, ${dayOf(next.at)} à ${hourOf(next.at)} : ${next.what}` : "Rien n’est prévu.";
  at("go-next").disabled = !next;
}

function tellPlan(planned) {
  at("nothing").hidden = planned.length > 0;
  at("planned").replaceChildren(...planned.map(planItem));
}

function planItem(item) {
  const line = at("plan-item").content.firstElementChild.cloneNode(true);
  const time = line.querySelector("time");
  time.dateTime = item.at;
  time.textContent = `${dayOf(item.at)} à ${hourOf(item.at)}`;
  line.querySelector("strong").textContent = item.who;
  line.querySelector(".what").textContent = item.what;
  line.querySelector(".verdict").textContent = item.verdict;
  return line;
}

function showPhone(data) {
  if (!phones.has(data.name)) {
    const phone = new Phone(data, say);
    phones.set(data.name, phone);
    at(data.role === "educator" ? "educator" : "parents").append(phone.element);
    at("jump").append(jumpTo(data));
  }
  phones.get(data.name).show(data);
}

function jumpTo(data) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#phone-${data.name}`;
  link.textContent = data.title;
  item.append(link);
  if (data.role === "educator") queueMicrotask(() => at("jump").prepend(item));
  return item;
}

function forget(names) {
  for (const [name, phone] of phones) {
    if (names.has(name)) continue;
    phone.element.remove();
    document.querySelector(`#jump a[href="#phone-${name}"]`)?.parentElement.remove();
    phones.delete(name);
  }
}

async function refresh() {
  const board = await ask("/phones/board");
  version = board.version;
  tellTime(board.clock.now);
  tellNext(board.clock.next);
  tellPlan(board.planned);
  forget(new Set(board.phones.map((data) => data.name)));
  board.phones.forEach(showPhone);
}

async function watch() {
  try {
    const news = await ask("/phones/version");
    tellTime(news.now);
    if (news.version !== version) await refresh();
    if (at("status").textContent === SILENT) at("status").textContent = "";
  } catch {
    at("status").textContent = SILENT;
  }
  setTimeout(watch, EVERY);
}

async function move(wanted) {
  const keys = document.querySelectorAll(".moving button");
  keys.forEach((key) => { key.disabled = true; });
  at("status").textContent = "On avance…";
  try {
    const clock = await ask("/clock", wanted);
    proposed = at("to").value;
    at("status").textContent = `Nous sommes ${fullDayOf(clock.now)}, ${hourOf(clock.now)}.`;
  } catch (error) {
    at("status").textContent = error instanceof TypeError ? SILENT : error.message;
  }
  keys.forEach((key) => { key.disabled = false; });
  await refresh().catch(() => { at("status").textContent = SILENT; });
}

at("go-next").addEventListener("click", () => move({ next: true }));
at("go-to").addEventListener("submit", (event) => {
  event.preventDefault();
  move({ to: at("to").value });
});
at("example").addEventListener("click", (event) => {
  const educator = document.querySelector("#educator input");
  educator.value = event.target.textContent.trim();
  educator.focus();
});
watch();
