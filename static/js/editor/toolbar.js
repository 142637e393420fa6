// The row above the text: one stop of the Tab key, arrows inside it.
import { ask, field, make } from "newsportal/editor/dialogs";
import { link } from "newsportal/editor/links";
import { choose } from "newsportal/editor/pictures";

const mark = (name, sign, key, verb = `toggle${name[0].toUpperCase()}${name.slice(1)}`) =>
  ({ name, sign, key, active: (editor) => editor.isActive(name), act: (editor) => editor.chain().focus()[verb]().run() });
const act = (name, sign, verb, more = {}) =>
  ({ name, sign, act: (editor) => editor.chain().focus()[verb](...(more.values ?? [])).run(), ...more });
const inTable = { shown: (editor) => editor.isActive("table") };

const items = (words, links, source) => [
  mark("bold", "B", "Ctrl+B"), mark("italic", "I", "Ctrl+I"), mark("strike", "S"),
  mark("superscript", "x²"), mark("subscript", "x₂"), mark("code", "<>"),
  { name: "link", sign: words.link, key: "Ctrl+K", active: (editor) => editor.isActive("link"), act: (editor) => link(editor, words, links) },
  mark("bulletList", "•"), mark("orderedList", "1."), mark("blockquote", "”"),
  { name: "picture", sign: words.picture, act: (editor) => choose(editor, words) },
  { name: "embed", sign: words.embed, act: (editor) => embed(editor, words) },
  act("table", words.table, "insertTable", { values: [{ rows: 3, cols: 3, withHeaderRow: true }], shown: (editor) => !editor.isActive("table") }),
  act("addRow", `+ ${words.row}`, "addRowAfter", inTable), act("deleteRow", `− ${words.row}`, "deleteRow", inTable),
  act("addColumn", `+ ${words.column}`, "addColumnAfter", inTable), act("deleteColumn", `− ${words.column}`, "deleteColumn", inTable),
  act("headerCell", words.headerCell, "toggleHeaderCell", inTable), act("mergeCells", words.mergeCells, "mergeOrSplit", inTable),
  { name: "tableCaption", sign: words.tableCaption, act: (editor) => captionOf(editor, words), ...inTable },
  act("deleteTable", words.deleteTable, "deleteTable", inTable),
  act("rule", "―", "setHorizontalRule"), act("undo", "↶", "undo"), act("redo", "↷", "redo"),
  { name: "source", sign: "HTML", act: source },
];

const embed = (editor, words) => {
  const address = make("input", { type: "url", required: true, placeholder: "https://" });
  const help = make("p", { className: "help", textContent: words.embedHelp });
  const submit = () => {
    const text = address.value.trim();
    if (!/^https:\/\/\S+$/.test(text)) return words.badAddress;
    const { $to } = editor.state.selection;
    // As a link, which it stays where nothing of that host is shown.
    const marks = [{ type: "link", attrs: { href: text } }];
    const content = { type: "paragraph", content: [{ type: "text", text, marks }] };
    editor.chain().insertContentAt($to.depth ? $to.after(1) : $to.pos, content).focus().run();
    return "";
  };
  ask({ title: words.embed, words, button: words.insert, submit, children: [field(words.embedAddress, address), help] });
};

const captionOf = (editor, words) => {
  const caption = make("input", { type: "text", maxLength: 300, value: editor.getAttributes("table").caption ?? "" });
  const submit = () => {
    editor.chain().focus().updateAttributes("table", { caption: caption.value.trim() }).run();
    return "";
  };
  ask({ title: words.tableCaption, words, button: words.insert, submit, children: [field(words.tableCaption, caption)] });
};

const KINDS = ["paragraph", "2", "3", "4", "codeBlock"];

const kindSelect = (editor, words) => {
  const names = [words.paragraph, words.heading2, words.heading3, words.heading4, words.codeBlock];
  const select = make("select", { "aria-label": words.kind }, KINDS.map((value, i) => make("option", { value, textContent: names[i] })));
  select.addEventListener("change", () => {
    const chain = editor.chain().focus();
    if (select.value === "paragraph") chain.setParagraph().run();
    else if (select.value === "codeBlock") chain.setCodeBlock().run();
    else chain.setHeading({ level: Number(select.value) }).run();
  });
  select.show = () => {
    const { level } = editor.getAttributes("heading");
    select.value = level ? String(level) : editor.isActive("codeBlock") ? "codeBlock" : "paragraph";
  };
  return select;
};

export function toolbar(editor, words, links, source) {
  const bar = make("div", { className: "editor-bar", role: "toolbar", "aria-label": words.toolbar });
  const kind = kindSelect(editor, words);
  const made = items(words, links, source).map((item) => {
    const name = words[item.name] ?? item.sign;
    const button = make("button", { type: "button", textContent: item.sign, title: item.key ? `${name} (${item.key})` : name, "aria-label": name });
    button.dataset.name = item.name;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => item.act(editor));
    return { item, button };
  });
  bar.append(kind, ...made.map(({ button }) => button));
  const show = () => {
    kind.show();
    made.forEach(({ item, button }) => {
      if (item.active) button.setAttribute("aria-pressed", String(item.active(editor)));
      if (item.shown) button.hidden = !item.shown(editor);
    });
    const stops = [...bar.children].filter((one) => !one.hidden);
    if (!stops.some((one) => one.tabIndex === 0)) stops[0].tabIndex = 0;
  };
  [...bar.children].forEach((one, i) => { one.tabIndex = i ? -1 : 0; });
  bar.addEventListener("keydown", (event) => walk(event, bar));
  editor.on("transaction", show);
  show();
  return bar;
}

function walk(event, bar) {
  const stops = [...bar.children].filter((one) => !one.hidden);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const turned = getComputedStyle(bar).direction === "rtl" ? -step : step;
  const next = stops[(stops.indexOf(document.activeElement) + turned + stops.length) % stops.length];
  [...bar.children].forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
  next.focus();
}
