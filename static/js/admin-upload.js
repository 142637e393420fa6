/* Many pictures at once: each is sent by itself with a bar of its own, also when dropped or pasted.
   Without this script they go as one form. */
"use strict";
{
  const form = document.querySelector("[data-upload]");
  const drop = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-sent]");
  const waiting = [];
  let busy = false;

  const put = (parent, name, properties) => {
    const element = document.createElement(name);
    Object.assign(element, properties);
    parent.append(element);
    return element;
  };

  const tile = (file) => {
    const item = put(list, "li", { className: "tile" });
    put(item, "p", { className: "said", textContent: file.name });
    const bar = put(item, "progress", { max: 1, value: 0 });
    bar.setAttribute("aria-label", `${form.dataset.sending} ${file.name}`);
    return item;
  };

  const show = (item, result) => {
    item.querySelector("progress").remove();
    if (result.error) {
      put(item, "p", { className: "errornote", textContent: result.error });
      return;
    }
    item.querySelector(".said").remove();
    const link = document.createElement("a");
    link.href = result.url;
    put(link, "img", { src: result.thumbnail, alt: "" });
    put(link, "span", { className: "said", textContent: result.title });
    item.prepend(link);
    put(item, "p", { className: "credit", textContent: result.note || form.dataset.added });
    for (const text of result.remarks || []) put(item, "p", { className: "mark", textContent: text });
  };

  const send = (file, item) => new Promise((done) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("credit", form.elements.credit.value);
    body.append("files", file);
    const bar = item.querySelector("progress");
    const request = new XMLHttpRequest();
    request.open("POST", location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => { bar.value = loaded / total; });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      bar.setAttribute("aria-label", `${form.dataset.reading}: ${file.name}`);
    });
    request.addEventListener("loadend", () => {
      let result = { error: form.dataset.failed };
      try { [result] = JSON.parse(request.responseText).results; } catch { /* no answer of ours */ }
      show(item, result);
      done();
    });
    request.send(body);
  });

  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length) await send(...waiting.shift());
    busy = false;
  };

  const take = (files) => {
    for (const file of files) waiting.push([file, tile(file)]);
    work();
  };

  form.querySelector("[data-plain]").hidden = true;
  form.querySelector("[data-scripted]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take([...input.files]);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  addEventListener("paste", ({ clipboardData }) => take([...clipboardData.files]));
  addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
}
