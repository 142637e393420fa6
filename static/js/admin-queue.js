/* The queue by keyboard. Decisions are posted in the background, one after the other, until the
   server has said that each is stored; without this script the same buttons post the form. */
"use strict";
{
  const list = document.querySelector("[data-queue]");
  const words = list.dataset;
  const said = document.querySelector("[data-said]");
  const unsaved = document.querySelector("[data-unsaved]");
  const marked = document.querySelector("[data-marked]");
  const TARGETS = { approve: "approved", reject: "rejected", mark_spam: "spam", hold: "pending" };

  const cards = [...list.querySelectorAll("[data-card]")];
  const cardOf = (number) => cards.find((card) => card.dataset.card === String(number));
  const part = (card, name) => card.querySelector(`[data-${name}]`);
  const say = (text) => { said.textContent = text; };

  /* Jobs: what was decided and is not stored yet. */

  const jobs = [];
  const done = []; // what "u" takes back, the newest last
  let tries = 0, timer = 0, busy = false, token = list.elements.csrfmiddlewaretoken.value;

  const show = (reason = "") => {
    unsaved.hidden = !tries || !jobs.length;
    unsaved.firstElementChild.textContent = `${words.wordsUnsaved} ${jobs.length}. ${reason}`;
  };

  const freshToken = async () => {
    const page = await (await fetch(location.href, { redirect: "manual" })).text();
    const form = new DOMParser().parseFromString(page, "text/html").querySelector("[data-queue]");
    if (form) token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  };

  const post = (job) => {
    const body = new URLSearchParams(job.fields());
    body.set("csrfmiddlewaretoken", token);
    const signal = AbortSignal.timeout(15000);
    return fetch(location.href, { method: "POST", body, signal, redirect: "manual", headers: { Accept: "application/json" } });
  };

  const later = (reason) => {
    tries += 1;
    timer = setTimeout(work, Math.min(15000, 500 * 2 ** tries));
    show(reason);
  };

  const work = async () => {
    clearTimeout(timer);
    if (busy || !jobs.length) return;
    busy = true;
    const job = jobs[0];
    try {
      const answer = await post(job);
      if (answer.ok) {
        const { outcomes } = await answer.json();
        jobs.shift();
        tries = 0;
        job.stored(outcomes);
        show();
        setTimeout(work);
      } else if (answer.type === "opaqueredirect" || answer.status === 403) {
        await freshToken();
        later(words.wordsLoggedOut);
      } else if (answer.status >= 500 || answer.status === 429 || answer.status === 408) later();
      else {
        jobs.shift();
        job.failed();
        setTimeout(work);
      }
    } catch { later(); } finally { busy = false; }
  };

  addEventListener("online", work);
  addEventListener("beforeunload", (event) => { if (jobs.length) event.preventDefault(); });
  unsaved.querySelector("[data-retry]").addEventListener("click", work);

  /* Numbers on the tabs: what is decided on this page moves there, "200+" stays. */

  const countOn = (tab, step) => {
    const number = document.querySelector(`[data-tab="${tab}"] .number`);
    if (number && /^\d+$/.test(number.textContent)) number.textContent = Math.max(0, Number(number.textContent) + step);
  };
  const move = (card, from, to) => {
    if (from === to) return;
    // What waits for a proof is in no queue.
    const isCounted = (status) => status !== "pending" || !("awaits" in card.dataset);
    if (isCounted(from)) countOn(from, -1);
    if (isCounted(to)) countOn(to, 1);
  };
  const settle = (card, settled) => {
    if (settled !== Boolean(card.settled)) countOn("reported", settled ? -1 : 1);
    card.settled = settled;
  };

  /* Cards */

  const mark = (card, status, decided) => {
    move(card, card.dataset.status, status);
    const state = part(card, "state");
    const before = state.className;
    state.className = `state state-${status}`;
    if (before !== state.className) state.textContent = words[`word${status[0].toUpperCase()}${status.slice(1)}`];
    card.classList.toggle("decided", decided);
    card.classList.remove("saving");
    card.dataset.status = card.projected = status;
    for (const button of card.querySelectorAll("[name=decide]")) button.disabled = TARGETS[button.value.split(":")[0]] === status;
  };

  const stored = (outcomes) => {
    for (const { id, kind, status, words: told, decision } of outcomes) {
      const card = cardOf(id);
      if (!card) continue;
      const isKept = "reported" in card.dataset && kind === "done" && !card.undoing;
      // Holding leaves reports open, undoing opens them again.
      if ("reported" in card.dataset && kind === "done") settle(card, !card.undoing && (Boolean(card.settled) || status !== "pending"));
      if (status) mark(card, status, isKept || status !== card.dataset.first);
      card.classList.remove("saving");
      part(card, "outcome").textContent = kind === "done" ? "" : told;
      const undo = card.querySelector("[data-undo]");
      undo.value = decision || "";
      undo.hidden = !card.classList.contains("decided") || !decision;
      card.undoing = false;
    }
    say(outcomes.map((one) => one.words).slice(0, 3).join(" ") + (outcomes.length > 3 ? ` (${outcomes.length})` : ""));
  };

  const failed = (chosen) => {
    for (const card of chosen) {
      card.classList.remove("saving", "decided");
      card.projected = card.dataset.status;
      part(card, "outcome").textContent = words.wordsFailed;
    }
    say(words.wordsFailed);
  };

  const add = (chosen, fields, whenStored = () => {}) => {
    const job = {
      fields,
      stored(outcomes) { stored(outcomes); whenStored(outcomes); },
      failed() { failed(chosen); },
    };
    jobs.push(job);
    work();
    return job;
  };

  const seen = (card) => card.projected || card.dataset.status;

  const decide = (verb, chosen, reason = "") => {
    if (!chosen.length) return say(words.wordsUnmarked);
    // What was reported and stays as it is, is decided all the same.
    const wanted = chosen.filter((card) => seen(card) !== TARGETS[verb] || "reported" in card.dataset);
    if (!wanted.length) return;
    const fields = [["action", verb]];
    for (const card of wanted) {
      const number = card.dataset.card;
      const own = card.querySelector("select");
      fields.push(["_selected_action", number], ["seen", `${number}:${seen(card)}:${card.dataset.edition}`]);
      if (verb === "reject" && (reason || own.value)) fields.push([`rejection-${number}`, reason || own.value]);
      card.projected = TARGETS[verb];
      card.classList.add("saving", "decided");
      part(card, "outcome").textContent = words.wordsSaving;
      card.querySelector("[type=checkbox]").checked = false;
    }
    count();
    const entry = { cards: wanted, decisions: [] };
    done.push(entry);
    add(wanted, () => fields, (outcomes) => {
      entry.decisions = outcomes.filter((one) => one.decision).map((one) => one.decision);
    });
    next(wanted[wanted.length - 1]);
  };

  const undo = (entry) => {
    for (const card of entry.cards) {
      card.classList.add("saving");
      card.projected = card.dataset.first;
      card.undoing = true;
    }
    // Known when its turn comes: what it takes back may not even be stored yet.
    add(entry.cards, () => [["undo", entry.decisions.join(",")]]);
    entry.cards[0].classList.remove("decided");
    focus(entry.cards[0]);
  };

  const undoLast = () => {
    const card = current();
    const own = card && card.querySelector("[data-undo]:not([hidden])");
    const entry = done.pop() || (own && own.value && { cards: [card], decisions: [own.value] });
    const last = document.querySelector("[data-last] [name=undo]"); // of a page before this one
    if (entry) undo(entry);
    else if (last && !jobs.length) last.click();
    else say(words.wordsNothing);
  };

  /* Where the work is */

  const current = () => document.activeElement.closest("[data-card]");
  const focus = (element) => {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  };
  const open = () => cards.filter((card) => !card.classList.contains("decided"));
  const next = (after) => {
    const place = cards.indexOf(after);
    const rest = open().filter((card) => cards.indexOf(card) > place);
    const link = document.querySelector("[data-next]");
    if (rest.length) focus(rest[0]);
    else if (open().length) focus(open()[0]);
    else if (link) focus(link);
  };
  const step = (by) => {
    const here = cards.indexOf(current());
    const there = here < 0 ? 0 : here + by;
    const link = document.querySelector("[data-next]");
    if (there >= 0 && there < cards.length) focus(cards[there]);
    else if (there > 0 && link) focus(link);
  };
  const checked = () => cards.filter((card) => card.querySelector("[type=checkbox]:checked"));
  const count = () => { if (marked) marked.textContent = checked().length || ""; };

  /* Buttons */

  list.addEventListener("submit", (event) => {
    const { name, value } = event.submitter || {};
    if (name === "pick") return; // its own address answers
    event.preventDefault();
    const card = event.submitter && event.submitter.closest("[data-card]");
    if (name === "action") decide(value, checked(), value === "reject" ? list.elements.rejection.value : "");
    else if (name === "decide") decide(value.split(":")[0], [card]);
    else if (name === "undo") {
      const place = done.findLastIndex((entry) => entry.cards.length === 1 && entry.cards[0] === card);
      undo(place < 0 ? { cards: [card], decisions: [value] } : done.splice(place, 1)[0]);
    }
  });
  list.addEventListener("change", count);

  /* Keys */

  const follow = (card, key) => {
    const link = card.querySelector(`[data-key=${key}]`);
    if (link) link.click();
  };
  const VERBS = { a: "approve", f: "approve", d: "reject", s: "mark_spam" };
  const press = (key, shift, card) => {
    const tabs = document.querySelectorAll("[data-tab]");
    const keys = document.querySelector("[data-keys]");
    if (shift && VERBS[key.toLowerCase()]) {
      const verb = VERBS[key.toLowerCase()];
      return decide(verb, checked(), verb === "reject" ? list.elements.rejection.value : ""), true;
    }
    if (key === "j" || key === "k") return step(key === "j" ? 1 : -1), true;
    if (key === "u") return undoLast(), true;
    if (key === "/") return document.querySelector("[data-search]").focus(), true;
    if (key === "?") {
      keys.open = !keys.open;
      return focus(keys.firstElementChild), true;
    }
    if (/^[1-9]$/.test(key) && tabs[key - 1]) return tabs[key - 1].click(), true;
    if (!card) return false;
    if (VERBS[key]) return decide(VERBS[key], [card]), true;
    if (key === "w") return card.querySelector("select").focus(), true;
    if (key === "x") {
      const box = card.querySelector("[type=checkbox]");
      box.checked = !box.checked;
      count();
      return say(`${words.wordsMarked} ${checked().length}`), true;
    }
    if ("erb".includes(key)) return follow(card, key), true;
    return false;
  };

  const on = document.querySelector("[data-keys-on]");
  const remember = () => {
    try { localStorage.setItem("queue-keys", on.checked ? "on" : "off"); } catch { /* not kept */ }
  };
  try { on.checked = localStorage.getItem("queue-keys") !== "off"; } catch { /* as it stands */ }
  on.addEventListener("change", remember);
  document.querySelector("[data-keys]").hidden = false;

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    // Caps lock, and keyboards of other alphabets, have the same letters at the same place.
    const latin = key > "\x7f" && /^Key[A-Z]$/.test(event.code) ? event.code[3] : key;
    const letter = event.shiftKey || latin.length > 1 ? latin : latin.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !on.checked) return;
    if (target.matches("select") && (key === "Escape" || key === "Enter") && current()) {
      event.preventDefault();
      return focus(current());
    }
    if (target.matches("select, textarea, input:not([type=checkbox])")) return;
    // A key that is held down decides once: nobody has read what comes into focus meanwhile.
    if (event.repeat && !"jk".includes(letter)) return;
    if (letter.length === 1 && press(letter, event.shiftKey, current())) event.preventDefault();
  });

  for (const card of cards) card.dataset.first = card.dataset.status;
  const asked = location.hash && document.querySelector(location.hash.replace(/[^#\w-]/g, ""));
  if (asked && cards.includes(asked)) focus(asked);
  else if (location.hash && cards.length) focus(cards[0]);
  count();
}
