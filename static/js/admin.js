/* Every page of the newsroom: names what Django's own scripts leave without a role, and
   brings the room that it is in sight. */
"use strict";
window.addEventListener("load", () => {
  document
    .querySelectorAll(".help-tooltip[aria-label]:not([role])")
    .forEach((sign) => sign.setAttribute("role", "img"));
  // On a telephone the rooms are one line to push along: it begins where somebody is.
  const rooms = document.querySelector(".rooms");
  const here = rooms?.querySelector("[aria-current]");
  if (here) rooms.scrollLeft = here.offsetLeft - (rooms.clientWidth - here.offsetWidth) / 2;
});
