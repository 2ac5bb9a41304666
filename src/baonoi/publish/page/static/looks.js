// Language and theme.

// Buttons of one name are told apart by what stands in their row.
function nameRows() {
  for (const button of every(".how .hear")) {
    const [written] = button.closest("tr").cells;
    button.setAttribute("aria-label", `${say("hear")}: ${written.firstChild.textContent.trim()}`);
  }
}

function setLanguage(to) {
  language = to;
  for (const element of every("[data-t]")) {
    element.textContent = say(element.dataset.t);
    element.lang = to;
  }
  for (const element of every("[data-l]")) {
    relabel(element, element.dataset.l);
    element.lang = to;
  }
  for (const element of every("[data-en]")) {
    element.dataset.vi ??= element.textContent;
    element.textContent = to === "en" ? element.dataset.en : element.dataset.vi;
    element.lang = to;
  }
  for (const input of every("[data-p]")) input.placeholder = say(input.dataset.p);
  for (const option of every("#speed option")) {
    option.textContent = `${String(Number(option.value)).replace(".", to === "en" ? "." : ",")}×`;
  }
  nameRows();
  for (const option of every("[data-minutes]")) {
    option.textContent = `${option.dataset.minutes} ${say("minutes")}`;
  }
  const other = to === "en" ? "vi" : "en";
  by("language").textContent = other === "en" ? "English" : "Tiếng Việt";
  by("language").lang = other;
}

function setTheme(theme) {
  by("dark").media = { dark: "all", light: "not all" }[theme] ?? "(prefers-color-scheme: dark)";
  document.querySelector('meta[name="color-scheme"]').content =
    { dark: "dark", light: "light" }[theme] ?? "light dark";
}

const isDark = () => matchMedia(by("dark").media).matches;

const looks = {
  language: () => {
    setLanguage(language === "en" ? "vi" : "en");
    set("language", language);
  },
  theme: () => {
    const theme = isDark() ? "light" : "dark";
    setTheme(theme);
    set("theme", theme);
  },
};

function beginLooks() {
  const wanted = asked.get("lang");
  if (wanted === "en" || (wanted !== "vi" && settings.language === "en")) setLanguage("en");
  else nameRows();
  setTheme(asked.get("theme") ?? settings.theme);
}
