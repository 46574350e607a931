// Enhancements only: every page works without this file.
import { makeSortable } from "./sort-table.js";
import { offerThemes } from "./theme-choice.js";

offerThemes(document.getElementById("theme-choice"));
document.querySelectorAll("table.sortable").forEach(makeSortable);
