// What stands at another host is loaded when the reader asks for it, and named before.
for (const place of document.querySelectorAll("[data-embed]")) {
  const button = place.querySelector("button");
  const note = place.querySelector("figcaption");
  button.hidden = note.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = place.dataset.embed;
    frame.title = place.querySelector("p").textContent;
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation");
    note.hidden = true;
    button.replaceWith(frame);
    frame.focus();
  });
}
