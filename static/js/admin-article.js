/* The form of an article: counts characters, saves by Ctrl+S, and asks before a changed text is left. */
"use strict";
{
  const count = (field) => {
    const output = document.createElement("output");
    const good = Number(field.dataset.count);
    const show = () => {
      const length = [...field.value].length;
      output.textContent = `${length} / ${good}`;
      output.classList.toggle("long", length > good);
    };
    output.className = "counted";
    output.setAttribute("for", field.id);
    field.after(output);
    field.addEventListener("input", show);
    show();
  };

  const guard = (form) => {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key !== "s") return;
      event.preventDefault(); // else the browser would offer to keep the page as a file
      if (!document.querySelector("dialog[open]")) form.querySelector(".submit-row [name=_continue]")?.click();
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-count]").forEach(count);
    const form = document.getElementById("article_form");
    if (form && form.querySelector(".submit-row input")) guard(form);
  });
}
