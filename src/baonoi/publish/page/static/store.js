// What the page was given, and what it keeps for the next visit.

const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const by = (id) => document.getElementById(id);
const every = (selector) => [...document.querySelectorAll(selector)];
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const asked = new URLSearchParams(location.hash.slice(1));
const small = asked.has("player");
const PLACES = 1000;

// A page opened from disk or in a frame may be denied storage: then nothing is kept.
function recall(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(`baonoi.${key}`));
    return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(`baonoi.${key}`, JSON.stringify(value));
  } catch {
    // denied or full
  }
}

const settings = recall("settings");

function set(name, value) {
  settings[name] = value;
  keep("settings", { ...recall("settings"), [name]: value });
}

function keptPlace(name = data.name, places = recall("places")) {
  const place = places[name];
  return place !== null && typeof place === "object" && Number.isFinite(place.time) ? place : null;
}

const isHeard = (name = data.name, places = recall("places")) => places[name]?.heard === true;

// `place` is { time, of, voice, block, from }, where the queue of a shelf knows but time and length;
// null takes one away. What was heard to its end is { heard: true } until it is heard again.
function keepPlace(place, name = data.name) {
  const places = recall("places");
  if (place === null && places[name]?.heard) return;
  delete places[name];
  if (place !== null) places[name] = place; // the latest stands last
  keep("places", Object.fromEntries(Object.entries(places).slice(-PLACES)));
}

const keepHeard = (name = data.name) => keepPlace({ heard: true }, name);

let language = "vi"; // as the page is written

function say(key) {
  return data.strings[key][language === "en" ? 1 : 0];
}

function relabel(element, key) {
  element.dataset.l = key;
  element.setAttribute("aria-label", say(key));
  if (element.hasAttribute("title")) element.title = say(key);
}

function clock(seconds) {
  const whole = Math.floor(Math.max(seconds, 0));
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
