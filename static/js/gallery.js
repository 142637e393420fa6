// Pictures of an article, large: arrow keys, Home, End and swipes go on, Escape closes. Each is a
// link to its file, which is what happens without this script.
{
  const words = document.currentScript.dataset;
  const links = [...document.querySelectorAll("a[data-large]")];
  let at = 0;
  let start = null;

  const make = (parent, name, className, label = "") => {
    const element = document.createElement(name);
    element.className = className;
    if (label) element.setAttribute("aria-label", label);
    parent.append(element);
    return element;
  };

  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  dialog.setAttribute("aria-label", words.large);
  const image = make(dialog, "img", "");
  const caption = make(dialog, "p", "viewer-words");
  const place = make(dialog, "p", "viewer-place");
  place.setAttribute("aria-live", "polite");
  const buttons = {
    previous: make(dialog, "button", "viewer-previous", words.previous),
    next: make(dialog, "button", "viewer-next", words.next),
    close: make(dialog, "button", "viewer-close", words.close),
  };
  for (const [name, sign] of [["previous", "‹"], ["next", "›"], ["close", "×"]]) {
    buttons[name].type = "button";
    buttons[name].textContent = sign;
  }

  const show = (number) => {
    at = (number + links.length) % links.length;
    const figure = links[at].closest("figure");
    image.src = links[at].href;
    image.alt = figure.querySelector("img").alt;
    caption.textContent = figure.querySelector("figcaption").textContent;
    place.textContent = `${at + 1} / ${links.length}`;
    for (const name of ["previous", "next"]) buttons[name].hidden = links.length < 2;
  };
  const step = (by) => { if (links.length > 1) show(at + by); };

  links.forEach((link, number) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog.isConnected) document.body.append(dialog);
    show(number);
    dialog.showModal();
  }));
  buttons.previous.addEventListener("click", () => step(-1));
  buttons.next.addEventListener("click", () => step(1));
  buttons.close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => links[at].focus());
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });

  const back = document.documentElement.dir === "rtl" ? 1 : -1;
  const keys = { ArrowLeft: () => step(back), ArrowRight: () => step(-back), Home: () => show(0), End: () => show(-1) };
  dialog.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  dialog.addEventListener("pointerdown", ({ clientX, pointerType }) => { start = pointerType === "mouse" ? null : clientX; });
  dialog.addEventListener("pointerup", ({ clientX }) => {
    if (start !== null && Math.abs(clientX - start) > 40) step(clientX < start ? -back : back);
    start = null;
  });
}
