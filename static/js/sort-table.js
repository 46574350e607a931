// Sorts a table in place when a heading's link is followed. Without this file the link asks the server for the same order.
const key = (row, index) => {
  const cell = row.cells[index];
  return index === 0 ? cell.textContent.trim() : cell.dataset.value === "" ? -Infinity : Number(cell.dataset.value);
};

function sortBy(table, index) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const compare = index === 0
    ? (one, other) => key(one, 0).localeCompare(key(other, 0), "en")
    : (one, other) => key(other, index) - key(one, index) || key(one, 0).localeCompare(key(other, 0), "en");
  body.append(...rows.sort(compare));
  for (const heading of table.tHead.rows[0].cells) heading.removeAttribute("aria-sort");
  table.tHead.rows[0].cells[index].setAttribute("aria-sort", index === 0 ? "ascending" : "descending");
}

export function makeSortable(table) {
  table.tHead.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    sortBy(table, link.closest("th").cellIndex);
    const address = new URL(link.href);
    history.replaceState(null, "", address.search || address.pathname);
    for (const file of document.querySelectorAll(".downloads a")) {
      file.search = address.search;
    }
  });
}
