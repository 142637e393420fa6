// What is pasted from Word, Google Docs and web pages, before the editor takes of it what it knows.
// For the eye only: the text is cleaned where it is stored.

const RENAMED = { H1: "h2", H5: "h4", H6: "h4", DIV: "p" };
const DROPPED = "script, style, meta, link, title, noscript, template, iframe, object, svg, math, img, [hidden], [aria-hidden=true]";
const INNER_BLOCKS = "p, div, ul, ol, table, blockquote, pre, h1, h2, h3, h4, h5, h6, section, article";

export function tidy(html) {
  // The editor's own text is as it should be.
  if (html.includes("data-pm-slice")) return html;
  const { body } = new DOMParser().parseFromString(quiet(html), "text/html");
  body.querySelectorAll(DROPPED).forEach((one) => one.remove());
  listsOfWord(body);
  for (const one of body.querySelectorAll("[data-style]")) markByStyle(one);
  for (const one of [...body.querySelectorAll("h1, h5, h6, div")]) rename(one);
  for (const one of body.querySelectorAll("a[href]")) one.setAttribute("href", plainAddress(one.getAttribute("href")));
  for (const one of body.querySelectorAll("a[name]:not([href])")) one.replaceWith(...one.childNodes);
  for (const one of body.querySelectorAll("*")) {
    for (const { name } of [...one.attributes]) if (/^(class|id|lang|dir|on.*|data-(?!image|size).*|style)$/i.test(name)) one.removeAttribute(name);
  }
  for (const one of body.querySelectorAll("p, h2, h3, h4, li")) {
    if (!one.textContent.trim() && !one.querySelector("br, [data-image]")) one.remove();
  }
  return body.innerHTML;
}

// Styles and handlers as plain data: the policy of the page complains of them even where they are
// only read, and then hides them.
function quiet(html) {
  const plain = html.replace(/<!--[\s\S]*?-->/g, "").replace(/<style[\s\S]*?<\/style>/gi, "");
  return plain.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])(style|on\w+)\s*=/gi, "$1 data-$2="));
}

// Google's documents say by style what is bold, and wrap all of it in a <b> that is not.
function markByStyle(element) {
  const style = element.dataset.style;
  if (/^(B|STRONG)$/.test(element.tagName) && /font-weight:\s*(normal|400)/i.test(style)) {
    element.replaceWith(...element.childNodes);
    return;
  }
  if (element.tagName !== "SPAN") return;
  const marks = [
    [/font-weight:\s*(bold|[6-9]00)/i, "strong"], [/font-style:\s*italic/i, "em"],
    [/line-through/i, "s"], [/vertical-align:\s*super/i, "sup"], [/vertical-align:\s*sub/i, "sub"],
  ];
  for (const [said, name] of marks) {
    if (!said.test(style)) continue;
    const mark = element.ownerDocument.createElement(name);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

function rename(element) {
  if (element.tagName === "DIV" && element.querySelector(INNER_BLOCKS)) {
    element.replaceWith(...element.childNodes);
    return;
  }
  const other = element.ownerDocument.createElement(RENAMED[element.tagName]);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

// Word writes lists as paragraphs with a bullet of their own ("mso-list: l0 level2 lfo1").
function listsOfWord(body) {
  let lists = [];
  for (const one of [...body.querySelectorAll("p")]) {
    const level = Number(/mso-list:[^;"]*level(\d)/i.exec(one.dataset.style ?? "")?.[1]);
    if (!level) {
      lists = [];
      continue;
    }
    const sign = one.querySelector("[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]");
    const kind = /\d|^[a-z][.)]/i.test(sign?.textContent.trim() ?? "") ? "ol" : "ul";
    sign?.remove();
    if (lists.length && one.previousElementSibling !== lists[0]) lists = [];
    lists = lists.slice(0, level);
    while (lists.length < level) {
      const list = body.ownerDocument.createElement(kind);
      if (!lists.length) one.before(list);
      else (lists.at(-1).lastElementChild ?? lists.at(-1).appendChild(body.ownerDocument.createElement("li"))).append(list);
      lists.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...one.childNodes);
    lists.at(-1).append(item);
    one.remove();
  }
}

// Google's documents send every link round by Google; campaigns are nobody's business.
function plainAddress(text) {
  try {
    let address = new URL(text);
    if (address.hostname === "www.google.com" && address.pathname === "/url") {
      address = new URL(address.searchParams.get("q") ?? text);
    }
    for (const name of [...address.searchParams.keys()]) if (/^(utm_|fbclid|gclid)/.test(name)) address.searchParams.delete(name);
    return address.href;
  } catch {
    return text;
  }
}
