/* The focal point of a picture: picked on it, or typed in percent; each cut that pages make of the
   picture is shown as it will be. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const image = document.querySelector(".field-preview .thumbnail");
  const across = document.getElementById("id_focus_x");
  const down = document.getElementById("id_focus_y");
  if (!image || !across || !down) return;

  const frame = document.createElement("span");
  const mark = document.createElement("span");
  frame.className = "focus-frame";
  mark.className = "focus-mark";
  image.replaceWith(frame);
  frame.append(image, mark);

  const cuts = document.createElement("div");
  cuts.className = "cuts";
  for (const shape of ["3 / 2", "1 / 1", "1200 / 630", "16 / 9"]) {
    const figure = document.createElement("figure");
    const cut = document.createElement("img");
    const caption = document.createElement("figcaption");
    cut.src = image.src;
    cut.alt = "";
    cut.style.aspectRatio = shape;
    caption.textContent = shape.replaceAll(" ", "").replace("/", " : ");
    figure.append(cut, caption);
    cuts.append(figure);
  }
  frame.after(cuts); // in sight of whoever picks

  const show = () => {
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
    for (const cut of cuts.querySelectorAll("img")) {
      cut.style.objectPosition = `${across.value}% ${down.value}%`;
    }
  };
  const percent = (part, whole) => Math.min(100, Math.max(0, Math.round((100 * part) / whole)));

  image.addEventListener("click", ({ offsetX, offsetY }) => {
    across.value = percent(offsetX, image.clientWidth);
    down.value = percent(offsetY, image.clientHeight);
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
});
