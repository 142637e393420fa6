// The form below an article or on its own page: it sends in place and keeps what is typed, in this
// browser alone. [data-respond] is the form with what belongs to it; an answer of the server holds
// the same piece, with errors at the fields, or the receipt.
"use strict";
(() => {
  const place = document.querySelector("[data-respond]");
  if (!place) return;
  const WHO = "comment-who", DRAFT = "comment-draft-", DAYS = 30 * 24 * 3600e3;
  const draft = DRAFT + place.dataset.respond;
  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const keep = (key, value) => {
    try {
      if (value) localStorage.setItem(key, JSON.stringify(value));
      else localStorage.removeItem(key);
    } catch { /* storage is switched off or full */ }
  };
  const part = (name) => place.querySelector(`[data-${name}]`);
  const form = () => place.querySelector("form");
  const field = (name) => form().elements[name];
  const heading = document.getElementById("h-respond");
  const title = heading && heading.textContent;
  const home = heading && form().action;

  // What is typed, until it is sent.
  const forgetOld = () => {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(DRAFT) && Date.now() - (read(key) || { at: 0 }).at > DAYS) keep(key);
      }
    } catch { /* storage is switched off */ }
  };
  const keepDraft = () => {
    const text = field("text").value;
    keep(draft, text.trim() && { text, at: Date.now() });
  };
  const restore = () => {
    const kept = read(draft);
    if (!kept || field("text").value) return;
    field("text").value = kept.text;
    part("draft").hidden = false;
  };

  // Name and e-mail, for who asks for it.
  const keepWho = () => {
    const wanted = part("remember").querySelector("input").checked;
    keep(WHO, wanted && { name: field("name").value, email: field("email").value });
  };
  const dress = () => {
    const row = part("remember"), who = read(WHO);
    form().querySelector(".acts").before(row);
    row.hidden = false;
    row.querySelector("input").checked = Boolean(who);
    for (const name of who ? ["name", "email"] : []) field(name).value ||= who[name];
    const isReply = home && form().action !== home;
    part("cancel").hidden = !isReply;
    if (heading && !isReply) heading.textContent = title;
  };

  const cancel = () => {
    form().action = home;
    part("quote").hidden = true;
    dress();
  };
  const reply = (link) => {
    const quoted = link.closest(".say").cloneNode(true);
    quoted.removeAttribute("id");
    quoted.querySelector("footer").remove();
    part("quote").replaceChildren(quoted);
    part("quote").hidden = false;
    form().action = link.href;
    heading.textContent = link.textContent;
    dress();
    field("text").focus();
  };

  const refuse = (words) => {
    const said = document.createElement("div"), text = document.createElement("p");
    said.className = "oops";
    said.setAttribute("role", "alert");
    said.tabIndex = -1;
    text.textContent = words || place.dataset.failed;
    said.append(text);
    place.querySelector(".oops")?.remove();
    form().prepend(said);
    said.focus();
  };
  const thank = (told, address) => {
    const row = document.createElement("p"), link = document.createElement("a");
    link.href = address;
    link.textContent = place.dataset.receipt;
    row.append(link);
    const box = document.createElement("div");
    box.className = "ok";
    box.append(...told.childNodes, row);
    keep(draft);
    part("draft").hidden = true;
    field("text").value = "";
    for (const error of place.querySelectorAll(".oops, .err")) error.remove();
    for (const wrong of place.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
    if (home) cancel();
    part("said").replaceChildren(box);
    box.scrollIntoView({ block: "nearest" });
  };
  const send = async () => {
    const body = new URLSearchParams(new FormData(form()));
    const signal = AbortSignal.timeout(30000);
    const answer = await fetch(form().action, { method: "POST", body, signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const theirs = page.querySelector("[data-respond]");
    const told = answer.redirected && answer.ok && page.querySelector("[role=status]");
    if (theirs) {
      place.replaceChildren(...theirs.childNodes);
      dress();
      place.querySelector(".oops")?.focus();
    } else if (told) thank(told, answer.url);
    else refuse(page.querySelector(".oops p")?.textContent);
  };

  place.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (place.ariaBusy === "true") return;
    place.ariaBusy = "true";
    keepDraft();
    keepWho();
    part("said").replaceChildren();
    try { await send(); } catch { refuse(); }
    place.ariaBusy = "false";
  });
  place.addEventListener("input", ({ target }) => {
    if (target === field("text")) keepDraft();
  });
  place.addEventListener("change", ({ target }) => {
    if (part("remember").contains(target)) keepWho();
  });
  place.addEventListener("click", ({ target }) => {
    if (part("cancel").contains(target) && target.matches("button")) {
      cancel();
      field("text").focus();
    } else if (part("draft").contains(target) && target.matches("button")) {
      field("text").value = "";
      keep(draft);
      part("draft").hidden = true;
      field("text").focus();
    }
  });
  if (home) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-reply]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      reply(link);
    });
  }
  forgetOld();
  dress();
  restore();
})();
