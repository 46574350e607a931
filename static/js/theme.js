// Runs before the first paint, so that a chosen scheme never flashes. The choice stays in the reader's own browser.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be blocked; the system's preference holds.
  }
})();
