// Questions of the editor: a <dialog> with a form of one column.

export const make = (name, attributes = {}, children = []) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (/^(aria-|data-|role|for)/.test(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
};

let number = 0;

// A labelled control; `control` is made already.
export function field(text, control) {
  control.id ||= `editor-field-${number += 1}`;
  return make("p", {}, [make("label", { for: control.id, textContent: text }), control]);
}

// A box to tick, with a sentence that says when.
export function choice(text, control, help) {
  control.id = `editor-field-${number += 1}`;
  const sentence = make("span", { className: "help", textContent: help, id: `${control.id}-help` });
  control.setAttribute("aria-describedby", sentence.id);
  return make("p", { className: "editor-choice" }, [control, make("label", { for: control.id, textContent: text }), sentence]);
}

// Shows `children` under a heading; `submit` may return a sentence that says what is wrong.
export function ask({ title, children, words, button, submit, wide = false }) {
  const wrong = make("p", { className: "errornote", role: "alert", hidden: true });
  const heading = make("h2", { textContent: title, id: `editor-title-${number += 1}` });
  const cancel = make("button", { type: "button", textContent: words.cancel });
  const buttons = [cancel];
  const done = make("button", { type: "submit", className: "default", textContent: button ?? "" });
  if (button) buttons.unshift(done);
  const form = make("form", { method: "dialog", noValidate: false }, [
    heading, wrong, ...children, make("p", { className: "editor-buttons" }, buttons),
  ]);
  const dialog = make("dialog", { className: "editor-dialog", "aria-labelledby": heading.id }, [form]);
  dialog.classList.toggle("wide", wide);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!submit) return;
    done.disabled = true;
    const problem = await submit();
    done.disabled = false;
    wrong.hidden = !problem;
    wrong.textContent = problem || "";
    if (!problem) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export const later = (milliseconds, act) => {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds, ...values);
  };
};
