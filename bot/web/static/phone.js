// One phone on the page: its bubbles, its buttons and its line to write on.

import { dayOf, hourOf, languageOf } from "./words.js";

const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export class Phone {
  constructor(data, say) {
    this.name = data.name;
    this.say = say;
    this.seen = new Map();
    this.element = copyOf("phone");
    this.element.id = `phone-${data.name}`;
    this.element.classList.add(data.medium, data.role);
    this.screen = this.element.querySelector(".screen");
    this.input = this.element.querySelector("input");
    this.refusal = this.element.querySelector(".refusal");
    this.element.querySelector("form").addEventListener("submit", (event) => this.write(event));
    this.ring = this.element.querySelector(".ring");
    this.ring.hidden = data.medium !== "sms";
    this.ring.addEventListener("click", () => this.send({ call: true }));
  }

  show(data) {
    this.element.querySelector("h3").textContent = data.title;
    this.screen.setAttribute("aria-label", `Messages de ${data.title}`);
    this.input.setAttribute("aria-label", `Écrire depuis le téléphone de ${data.title}`);
    this.input.placeholder = data.role === "educator" ? "/nouveau, /agenda, /qui…" : "Répondre";
    this.element.querySelector("form [type=submit]").setAttribute("aria-label", `Envoyer depuis le téléphone de ${data.title}`);
    this.ring.setAttribute("aria-label", `Appeler depuis le téléphone de ${data.title}`);
    this.ring.title = "Appeler (la ligne refuse : rien ne coûte)";
    this.input.hidden = this.element.querySelector("form [type=submit]").hidden = data.mute;
    this.badge(data);
    this.fill(data.messages, data.language);
  }

  badge(data) {
    const words = [data.medium === "telegram" ? "Telegram" : "SMS", languageOf(data.language)];
    const spans = [...words, ...data.marks].map((word, index) => {
      const span = document.createElement("span");
      span.textContent = word;
      span.classList.toggle("mark", index >= words.length);
      return span;
    });
    this.element.querySelector(".badges").replaceChildren(...spans);
  }

  fill(messages, language) {
    const known = [...this.seen.keys()];
    const atTheEnd = messages.slice(0, known.length).every((message, index) => message.id === known[index]);
    const first = this.seen.size === 0;
    if (!atTheEnd || messages.length < known.length) {
      this.seen.clear();
      this.screen.replaceChildren();
      delete this.lastDay;
    }
    const fresh = messages.filter((message) => !this.seen.has(message.id));
    fresh.forEach((message) => this.append(message, language, !first));
    if (fresh.length) this.screen.scrollTop = this.screen.scrollHeight;
  }

  append(message, language, isNew) {
    this.separate(message.at);
    const bubble = copyOf("bubble");
    const words = bubble.querySelector(".words");
    words.textContent = message.text;
    words.lang = language;
    bubble.classList.add(message.from);
    bubble.classList.toggle("fresh", isNew);
    bubble.querySelector(".when").textContent = `${message.from === "me" ? "envoyé" : "reçu"} à ${hourOf(message.at)}`;
    bubble.querySelector(".buttons").append(...message.buttons.map((label) => this.key(label)));
    this.screen.append(bubble);
    this.seen.set(message.id, bubble);
  }

  separate(at) {
    const day = dayOf(at);
    if (day === this.lastDay) return;
    this.lastDay = day;
    const line = document.createElement("p");
    line.className = "day-line";
    line.textContent = day;
    this.screen.append(line);
  }

  key(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.dir = "auto";
    button.textContent = label;
    button.addEventListener("click", () => this.send({ press: label }));
    return button;
  }

  async write(event) {
    event.preventDefault();
    const text = this.input.value;
    if (text.trim() && (await this.send({ text }))) this.input.value = "";
  }

  async send(what) {
    this.refusal.textContent = (await this.say(this.name, what)) ?? "";
    return this.refusal.textContent === "";
  }
}
