/* Every page of the newsroom: names what Django's own scripts leave without a role. */
"use strict";
window.addEventListener("load", () => {
  document
    .querySelectorAll(".help-tooltip[aria-label]:not([role])")
    .forEach((sign) => sign.setAttribute("role", "img"));
});
