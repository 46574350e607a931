// Enhancements only: every page works without this file.
import { offerThemes } from "./theme-choice.js";

offerThemes(document.getElementById("theme-choice"));
