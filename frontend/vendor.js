// The only script from others that pages load. Tabler's own script is left out: nothing here needs it.
import htmx from "htmx.org/dist/htmx.esm.js";

window.htmx = htmx;
