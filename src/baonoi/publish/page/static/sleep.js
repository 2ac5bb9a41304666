// The sleep timer: after so many minutes, or at the end of the section or article.

const FADE = 6; // seconds
let sleepAt = null; // { clock } in milliseconds of the clock, or { place } in seconds of the sound
let told = -1;

function setSleep(choice) {
  sleepAt = null;
  if (choice === "end") sleepAt = { place: duration() };
  else if (choice === "section") {
    const next = line.sections[line.sectionAt(now() * 1000 + 1) + 1];
    sleepAt = { place: next === undefined ? duration() : next / 1000 - 0.05 };
  } else if (choice) sleepAt = { clock: performance.now() + Number(choice) * 60000 };
  root.classList.toggle("sleeping", sleepAt !== null);
  told = -1;
  setVolume(settings.volume);
  by("status").textContent = "";
}

// Called while it plays.
function checkSleep() {
  if (sleepAt === null) return;
  const left =
    "clock" in sleepAt
      ? (sleepAt.clock - performance.now()) / 1000
      : (sleepAt.place - now()) / sound.playbackRate;
  if (left <= 0) {
    sound.pause();
    by("sleep").value = "";
    setSleep("");
    by("status").textContent = say("stopped");
    return;
  }
  if (left < FADE) for (const each of sounds) each.volume = (settings.volume * left) / FADE;
  const tenth = Math.ceil(left / 10); // a screen reader is not told every second
  if (tenth !== told) {
    told = tenth;
    by("status").textContent = `${say("stops_in")} ${clock(tenth * 10)}`;
  }
}
