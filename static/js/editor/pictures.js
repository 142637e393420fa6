// The library's shelf: choosing a picture by looking and searching, and putting a new one there.
import { ask, choice, field, later, make } from "newsportal/editor/dialogs";

const known = new Map();
let waiting = null;
let shelf = "";

export const useShelf = (address) => { shelf = address; };

const fetched = async (query) => {
  const answer = await fetch(`${shelf}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = await answer.json();
  page.pictures.forEach((one) => known.set(String(one.id), one));
  return page;
};

// What the library knows of a picture, or undefined; all that are asked for at once are one question.
export async function pictureOf(number) {
  if (known.has(number)) return known.get(number);
  if (!waiting) {
    const numbers = new Set();
    const answer = new Promise((resolve) => { setTimeout(resolve); }).then(() => {
      waiting = null;
      return fetched({ numbers: [...numbers].join(",") });
    });
    waiting = { numbers, answer };
  }
  waiting.numbers.add(number);
  await waiting.answer.catch(() => null);
  return known.get(number);
}

const insert = (editor, one, position) => {
  const { state } = editor;
  // Behind the paragraph in which the cursor stands, never in its middle.
  const { $to } = state.selection;
  const place = position ?? ($to.depth ? $to.after(1) : $to.pos);
  const content = [{ type: "picture", attrs: { image: String(one.id), size: "" } }];
  editor.chain().insertContentAt(Math.min(place, state.doc.content.size), content).focus().run();
};

export function choose(editor, words) {
  const search = make("input", { type: "search", autocomplete: "off" });
  const list = make("ul", { className: "shelf" });
  const status = make("p", { role: "status", className: "shelf-status" });
  const more = make("button", { type: "button", textContent: words.more, hidden: true });
  const file = make("button", { type: "button", textContent: words.upload });
  let next = "";
  const show = async (start) => {
    const page = await fetched({ q: search.value, after: start }).catch(() => null);
    if (!page) {
      status.textContent = words.unreachable;
      return;
    }
    if (!start) list.replaceChildren();
    list.append(...page.pictures.map((one) => make("li", {}, [card(one)])));
    status.textContent = list.children.length ? "" : words.nothingFound;
    next = page.next;
    more.hidden = !next;
  };
  const card = (one) => {
    const image = make("img", { src: one.thumbnail, alt: one.alt, loading: "lazy" });
    const text = make("span", { textContent: one.caption || one.alt || one.credit });
    const button = make("button", { type: "button" }, [image, text, make("small", { textContent: one.credit })]);
    button.addEventListener("click", () => {
      dialog.close();
      insert(editor, one);
    });
    return button;
  };
  more.addEventListener("click", () => show(next));
  search.addEventListener("input", later(200, () => show("")));
  file.addEventListener("click", () => {
    dialog.close();
    upload(editor, words);
  });
  const dialog = ask({ title: words.picture, words, wide: true, children: [field(words.search, search), make("p", {}, [file]), status, list, more] });
  show("");
  search.focus();
}

// Puts a file into the library, with what has to be said of it, and into the text.
export function upload(editor, words, dropped = null, position = null) {
  const file = make("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/avif,image/gif", required: !dropped });
  const alt = make("textarea", { rows: 2, maxLength: 300 });
  const decorative = make("input", { type: "checkbox" });
  decorative.addEventListener("change", () => { alt.disabled = decorative.checked; });
  const caption = make("textarea", { rows: 3, maxLength: 500 });
  const credit = make("input", { type: "text", maxLength: 200 }); // or the file says it
  const progress = make("progress", { max: 1, value: 0, hidden: true, "aria-label": words.upload });
  const look = make("img", { alt: "", className: "upload-look", hidden: true });
  const showLook = (one) => {
    if (!one) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => { look.src = reader.result; look.hidden = false; });
    reader.readAsDataURL(one);
  };
  file.addEventListener("change", () => showLook(file.files[0]));
  showLook(dropped);
  const submit = async () => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", document.querySelector("#article_form [name=csrfmiddlewaretoken]").value);
    data.append("file", dropped ?? file.files[0]);
    Object.entries({ caption, credit }).forEach(([name, control]) => data.append(name, control.value));
    // One or the other; what was typed before stays in sight, in case the choice is taken back.
    if (decorative.checked) data.append("is_decorative", "on");
    else data.append("alt_text", alt.value);
    progress.hidden = false;
    const answer = await send(data, (part) => { progress.value = part; });
    progress.hidden = true;
    if (answer.wrong) return answer.wrong;
    known.set(String(answer.id), answer);
    insert(editor, answer, position);
    if (answer.note) ask({ title: words.picture, words, children: [make("p", { textContent: answer.note })] });
    return "";
  };
  const children = [look, field(words.alt, alt), choice(words.decorative, decorative, words.decorativeHelp), field(words.caption, caption), field(words.credit, credit), progress];
  if (!dropped) children.unshift(field(words.file, file));
  ask({ title: words.upload, words, children, button: words.insert, submit });
}

const send = (data, report) => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  const fail = () => resolve({ wrong: `${data.get("file").name}: ${request.status || "–"}` });
  request.open("POST", shelf);
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => report(total ? loaded / total : 0));
  request.addEventListener("load", () => (request.response ? resolve(request.response) : fail()));
  request.addEventListener("error", fail);
  request.send(data);
});
