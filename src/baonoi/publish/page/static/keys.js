// The keyboard. Keys that a focused control needs for itself are left to it.

const SPEEDS = [...by("speed").options].map((option) => Number(option.value));

function changeSpeed(direction) {
  const at = SPEEDS.indexOf(Number(by("speed").value));
  const speed = SPEEDS[clamp(at + direction, 0, SPEEDS.length - 1)];
  setSpeed(speed);
  set("speed", speed);
}

function changeVolume(change) {
  const volume = clamp(Math.round((Number(by("volume").value) + change) * 20) / 20, 0, 1);
  setMuted(false);
  setVolume(volume);
  set("volume", volume);
}

const letters = {
  k: toggle,
  j: () => skip(-10),
  l: () => skip(10),
  m: () => setMuted(!sound.muted),
  "[": () => stepSection(-1),
  "]": () => stepSection(1),
  "<": () => changeSpeed(-1),
  ">": () => changeSpeed(1),
  "-": () => changeVolume(-0.1),
  "+": () => changeVolume(0.1),
  "=": () => changeVolume(0.1),
  "?": () => by("help").showModal(),
};

function actionFor(event) {
  if (event.key === "ArrowLeft") return () => (event.shiftKey ? stepSentence(-1) : skip(-5));
  if (event.key === "ArrowRight") return () => (event.shiftKey ? stepSentence(1) : skip(5));
  if (event.key === " " && !event.shiftKey) return toggle;
  if (settings.keys === false) return null;
  if (/^[0-9]$/.test(event.key)) return () => go((duration() * Number(event.key)) / 10);
  return letters[event.key.toLowerCase()] ?? null;
}

function ownedBy(target, key) {
  if (target === seekBar) return !key.startsWith("Arrow") && ["Home", "End", "PageUp", "PageDown"].includes(key);
  if (target.matches("select, input:not([type=checkbox])")) return key !== "?";
  return key === " " && target.matches("button, summary, a, input");
}

function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (by("help").open || ownedBy(event.target, event.key)) return;
    const upDown = { ArrowUp: 5, ArrowDown: -5 }[event.key];
    const action = event.target === seekBar && upDown ? () => skip(upDown) : actionFor(event);
    if (!action) return;
    event.preventDefault();
    action();
  });
}
