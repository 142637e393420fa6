/* While an article is written: keeps what is typed every few seconds, says who else has it open, and
   offers what was typed before a crash. The server decides (articles/admin/article_desk.py). */
"use strict";
{
  const PAUSE = 3000; // after the last key
  const BEAT = 20000; // how often the form says that it is still open
  const LEFT_OUT = /^(csrfmiddlewaretoken|_.*|seen_version|seen_status|kept_as|overwrites|reason|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*__prefix__.*)$/;

  const valueOf = (control) => {
    if (control.type === "checkbox" || control.type === "radio") return control.checked;
    if (control.tagName !== "SELECT") return control.value;
    return [...control.selectedOptions].map((option) => [option.value, option.textContent]);
  };

  const put = (control, value) => {
    if (control.type === "checkbox" || control.type === "radio") control.checked = Boolean(value);
    else if (control.tagName === "SELECT") choose(control, value);
    else control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
    control.dispatchEvent(new Event("editor:take"));
  };

  // Boxes that search hold only what is chosen: others are added by name.
  const choose = (select, pairs) => {
    for (const [value, text] of pairs) {
      if (![...select.options].some((option) => option.value === value)) select.add(new Option(text, value));
    }
    const chosen = pairs.map(([value]) => value);
    for (const option of select.options) option.selected = chosen.includes(option.value);
    if (window.django?.jQuery) window.django.jQuery(select).trigger("change");
  };

  const watch = (place, form) => {
    const said = place.dataset;
    const held = place.querySelector(".writing-held");
    const found = place.querySelector(".writing-found");
    found.remove(); // the pattern of what is offered
    // That of a new article comes with the form: it may come back with its mistakes marked.
    const name = form.elements.kept_as?.value || crypto.randomUUID();
    const token = form.elements.csrfmiddlewaretoken;
    let version = form.elements.seen_version?.value ?? "";
    const state = document.createElement("p");
    let mine = true;
    let timer;
    let dirty = false;
    let sending = false;
    let had = false; // the server keeps what was typed here

    const controls = () => [...form.elements].filter(
      (one) => one.name && !LEFT_OUT.test(one.name) && !["file", "submit", "button"].includes(one.type));
    const fields = () => Object.fromEntries(controls().map((one) => [one.name, valueOf(one)]));
    const note = (text, wrong = false) => {
      state.textContent = text;
      state.classList.toggle("errornote", wrong);
    };
    const lock = (locked) => {
      mine = !locked;
      for (const button of form.querySelectorAll(".submit-row input[type=submit]")) button.disabled = locked;
    };

    const say = async (act, more = {}) => {
      const body = new FormData();
      const values = { csrfmiddlewaretoken: token.value, act, form: name, version, ...more };
      Object.entries(values).forEach(([key, value]) => body.append(key, value));
      const answer = await fetch(said.writing, { method: "POST", body, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    };

    // Whoever has logged in again has another token; the form gets it, too.
    const renew = async () => {
      const answer = await fetch(said.writing, { redirect: "manual" });
      if (answer.ok) token.value = (await answer.json()).token;
      return answer.ok;
    };

    const settle = () => { place.hidden = [...place.children].every((one) => one.hidden); };

    const show = ({ holder, saved, kept }) => {
      had ||= Boolean(saved);
      // Another window has put it into its form, or thrown it away; here it is still being written.
      if (had && kept === false) typed();
      if (saved) {
        note(said.kept.replace("{time}", saved));
      } else if (state.classList.contains("errornote")) note("");
      if (!holder) return;
      const lost = mine && !holder.is_mine && state.dataset.had;
      if (holder.is_mine) state.dataset.had = "1";
      lock(!holder.is_mine);
      held.hidden = holder.is_mine;
      settle();
      if (!holder.is_mine) {
        const text = holder.is_me ? said.elsewhere : lost ? said.taken : held.dataset.text ?? said.held;
        if (lost) held.dataset.text = text;
        const since = holder.since.replace(/\.$/, ""); // the stop of "a.m." is that of the sentence
        held.querySelector("p").textContent = text.replace("{name}", holder.name)
          .replace("{since}.", `${since}.`).replace("{since}", holder.since);
      }
    };

    const send = async (act, more, again = true) => {
      if (sending) {
        if (act !== "keep" || dirty) setTimeout(send, 500, act, more, again);
        return;
      }
      sending = true;
      const typed = dirty && act !== "forget";
      if (typed) dirty = false; // what is typed from here on is not in what is sent
      try {
        const values = typed ? { fields: JSON.stringify(fields()) } : {};
        const answer = await say(act, { ...values, ...more });
        dirty ||= typed && !answer.saved;
        show(answer);
      } catch {
        dirty ||= typed;
        if (dirty) note(said.unkept, true);
        const renewed = await renew().catch(() => false);
        if (renewed && dirty && again) {
          clearTimeout(timer);
          timer = setTimeout(send, PAUSE, "keep", {}, false);
        }
      }
      sending = false;
    };

    // Rows that were added by hand (bylines, pictures, corrections) are not in a form made anew.
    const addRows = (names) => {
      for (const key of names) {
        const [, rows, number] = /^(.+)-(\d+)-/.exec(key) ?? [];
        const total = form.elements[`${rows}-TOTAL_FORMS`];
        for (let last; total && total.value !== last && Number(total.value) <= Number(number);) {
          last = total.value;
          document.querySelector(`#${CSS.escape(rows)}-group .add-row a`)?.click();
        }
      }
    };
    const isEmpty = (value) => (Array.isArray(value) ? !value.some(([one]) => one) : !value || value === "0");

    const offer = async () => {
      const answer = await fetch(`${said.writing}?form=${name}`, { redirect: "manual" });
      if (!answer.ok) return;
      const now = fields();
      const differs = ([key, value]) =>
        (key in now ? JSON.stringify(value) !== JSON.stringify(now[key]) : !isEmpty(value));
      for (const kept of (await answer.json()).unsaved) {
        const other = Object.entries(kept.fields).filter(differs);
        if (other.length) offerOne(kept, other);
      }
    };

    // One offer a text; those of new articles come from several forms, the newest first.
    const offerOne = (kept, other) => {
      const box = found.cloneNode(true);
      const words = box.querySelector("p");
      const title = box.querySelector("q");
      const ofOther = form.elements.kept_as?.value ? { other: kept.form, stamp: kept.stamp } : {};
      words.id = `writing-found-${place.children.length}`;
      box.querySelectorAll("button").forEach((one) => one.setAttribute("aria-describedby", words.id));
      box.querySelector("time").textContent = kept.saved;
      title.textContent = kept.headline;
      title.hidden = !kept.headline || !ofOther.stamp;
      box.querySelector(".writing-newer").hidden = kept.version === version;
      place.append(box);
      box.hidden = place.hidden = false;
      box.querySelector("[data-act=restore]").addEventListener("click", () => {
        addRows(other.map(([key]) => key));
        for (const [key, value] of other) for (const one of controls()) if (one.name === key) put(one, value);
        // What was typed over an older version is not saved over this one without a question.
        if (kept.version && form.elements.seen_version) form.elements.seen_version.value = version = kept.version;
        // A second one would be typed over the first; it is offered again in the next form.
        place.querySelectorAll(".writing-found").forEach((one) => { one.hidden = true; });
        settle();
        form.dispatchEvent(new Event("input", { bubbles: true }));
        if (ofOther.stamp) {
          clearTimeout(timer);
          send("keep", ofOther);
        }
      });
      box.querySelector("[data-act=forget]").addEventListener("click", () => {
        box.hidden = true;
        settle();
        send("forget", ofOther);
      });
    };

    state.className = "writing-state";
    state.setAttribute("role", "status");
    form.querySelector(".submit-row").append(state);
    held.querySelector("[data-act=take]").addEventListener("click", () => {
      delete held.dataset.text;
      send("take");
    });
    const typed = () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE, "keep");
    };
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    // Without a session the log-in page would come, and the text be gone: it stays here instead.
    const isLoggedOut = async () => {
      const answer = await fetch(said.writing, { redirect: "manual" }).catch(() => Response.error());
      if (answer.ok) token.value = (await answer.json()).token;
      return ["error", "opaqueredirect"].includes(answer.type);
    };
    let asked = false;
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (asked) return;
      event.preventDefault();
      form.dispatchEvent(new Event("input", { bubbles: true })); // it is changed until it is sent
      if (await isLoggedOut()) note(said.unkept, true);
      else if (!asked) {
        asked = true;
        clearInterval(beat);
        form.requestSubmit(event.submitter);
      }
    });
    window.addEventListener("pagehide", () => {
      const body = new FormData();
      const values = { csrfmiddlewaretoken: token.value, act: "leave", form: name };
      Object.entries(values).forEach(([key, value]) => body.append(key, value));
      navigator.sendBeacon(said.writing, body);
    });
    const beat = setInterval(send, BEAT, "keep");
    offer().catch(() => null).finally(() => {
      dirty = false;
      send("open");
    });
  };

  window.addEventListener("load", () => {
    const place = document.querySelector("[data-writing]");
    const form = document.getElementById("article_form");
    if (place && form) watch(place, form);
  });
}
