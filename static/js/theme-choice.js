// Buttons to choose light, dark, or what the system says. Without script the system's preference holds.
const CHOICES = [
  ["", "As my device"],
  ["light", "Light"],
  ["dark", "Dark"],
];

function choose(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Kept for this page alone.
  }
}

export function offerThemes(place) {
  if (!place) return;
  const group = document.createElement("div");
  group.className = "theme-choice";
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", "theme-heading");
  const name = document.createElement("span");
  name.id = "theme-heading";
  name.textContent = "Colors";
  group.append(name);
  const buttons = CHOICES.map(([theme, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      choose(theme);
      mark();
    });
    group.append(button);
    return [theme, button];
  });
  const mark = () => {
    const current = document.documentElement.dataset.theme ?? "";
    for (const [theme, button] of buttons) button.setAttribute("aria-pressed", String(theme === current));
  };
  mark();
  place.replaceWith(group);
}
