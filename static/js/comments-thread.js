// The threads below an article: what is new since the last visit, and more of them in place.
// Visits are remembered in this browser alone.
"use strict";
(() => {
  const talk = document.querySelector("[data-talk]");
  const SEEN = "comments-seen", VISIT = 30 * 60e3, MOST = 200; // ms; articles
  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  // When the visit before this one ended, in ms; reading on within half an hour is the same visit.
  const lastVisit = () => {
    let last = Date.now();
    try {
      const all = JSON.parse(localStorage.getItem(SEEN)) || {};
      const [before, seen] = all[talk.dataset.talk] || [last, last];
      last = Date.now() - seen > VISIT ? seen : before;
      all[talk.dataset.talk] = [last, Date.now()];
      const newest = Object.entries(all).sort((a, b) => b[1][1] - a[1][1]).slice(0, MOST);
      localStorage.setItem(SEEN, JSON.stringify(Object.fromEntries(newest)));
    } catch { /* storage is switched off: nothing counts as new */ }
    return last;
  };
  const last = lastVisit();
  const bar = talk.querySelector("[data-news]");
  const news = () => [...talk.querySelectorAll(".thread .say.new")];

  const mark = () => {
    for (const say of talk.querySelectorAll("[data-shown]:not(.new)")) {
      if (say.dataset.shown * 1000 <= last) continue;
      const sign = document.createElement("span");
      sign.className = "tag";
      sign.textContent = bar.dataset.news;
      say.classList.add("new");
      say.querySelector("header").append(" ", sign);
    }
    if (!bar) return;
    bar.querySelector("b").textContent = news().length;
    bar.hidden = !news().length;
  };

  const show = (say) => {
    for (let fold = say.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    say.tabIndex = -1;
    say.focus({ preventScroll: true });
    say.scrollIntoView({ block: "start" });
  };
  const step = (by) => {
    const found = news();
    if (!found.length) return;
    const here = found.indexOf(document.activeElement.closest(".say"));
    const next = here < 0 && by < 0 ? found.length - 1 : here + by;
    show(found[(next + found.length) % found.length]);
  };

  // More threads behind these, or all replies of one; where that fails the link is followed.
  const more = async (link) => {
    const known = new Set([...talk.querySelectorAll(".say[id]")].map((say) => say.id));
    const answer = await fetch(link.href);
    if (!answer.ok) throw answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const items = page.querySelectorAll("ol.thread > li"), next = page.querySelector(".talk [rel=next]");
    if (link.matches("[data-more]")) {
      talk.querySelector("ol.thread").append(...items);
      if (next) link.replaceWith(next);
      else link.remove();
    } else {
      if (next) throw answer; // the thread has pages of its own
      link.closest("ol.thread > li").replaceWith(...items);
    }
    mark();
    show([...talk.querySelectorAll(".say[id]")].find((say) => !known.has(say.id)));
  };

  talk.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
    const link = event.target.closest("a[data-more], .more a");
    if (!link || !plain(event)) return;
    event.preventDefault();
    try { await more(link); } catch { location.href = link.href; }
  });
  // Only while the focus is among the comments: single keys must not surprise who types elsewhere.
  talk.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || !plain(event)) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  mark();
})();
