// A reader's own colours and text size, kept in this browser: pages are the same for everybody.
// Runs in the head, so that the first paint already has them; [data-reading] is the control.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try { return localStorage.getItem(`reading-${name}`) || ""; } catch { return ""; }
  };
  const keep = (name, value) => {
    try {
      if (value) localStorage.setItem(`reading-${name}`, value);
      else localStorage.removeItem(`reading-${name}`);
    } catch { /* storage is switched off: the choice holds for this page */ }
  };
  const show = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  for (const name of ["theme", "size"]) show(name, read(name));

  addEventListener("DOMContentLoaded", () => {
    const control = document.querySelector("[data-reading]");
    if (!control) return;
    for (const field of control.querySelectorAll("input")) {
      field.checked = field.value === (root.dataset[field.name] || "");
    }
    control.addEventListener("change", ({ target }) => {
      show(target.name, target.value);
      keep(target.name, target.value);
    });
    control.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !control.open) return;
      control.open = false;
      control.querySelector("summary").focus();
    });
    document.addEventListener("click", ({ target }) => {
      if (!control.contains(target)) control.open = false;
    });
    control.hidden = false;
  });
  // Another tab changed it.
  addEventListener("storage", ({ key, newValue }) => {
    const name = key && key.startsWith("reading-") && key.slice(8);
    if (name) show(name, newValue);
  });
})();
