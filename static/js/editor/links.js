// The address of a link: typed, or one of our own articles, found by words of its headline.
import { ask, field, later, make } from "newsportal/editor/dialogs";

export function link(editor, words, search) {
  const before = editor.getAttributes("link").href ?? "";
  const address = make("input", { type: "text", value: before, autocomplete: "off", spellcheck: false });
  const list = make("ul", { className: "found-articles" });
  const status = make("p", { role: "status" });
  const show = later(200, async () => {
    const typed = address.value.trim();
    if (!typed || /^(https?:|mailto:|\/)/i.test(typed)) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    const answer = await fetch(`${search}?${new URLSearchParams({ q: typed })}`).catch(() => null);
    const { articles } = answer?.ok ? await answer.json() : { articles: [] };
    list.replaceChildren(...articles.map((one) => make("li", {}, [found(one)])));
    status.textContent = articles.length ? "" : words.nothingFound;
  });
  const found = (one) => {
    const button = make("button", { type: "button" }, [make("b", { textContent: one.headline }), make("small", { textContent: one.date })]);
    button.addEventListener("click", () => {
      put(one.address, one.headline);
      dialog.close();
    });
    return button;
  };
  const put = (href, text) => {
    const chain = editor.chain().focus();
    if (editor.isActive("link")) chain.extendMarkRange("link").setLink({ href }).run();
    else if (editor.state.selection.empty) {
      chain.insertContent({ type: "text", text: text || href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
  };
  const submit = () => {
    const href = completed(address.value.trim());
    if (!href && before) editor.chain().focus().extendMarkRange("link").unsetLink().run();
    else if (!href) return words.badAddress;
    else put(href);
    return "";
  };
  address.addEventListener("input", show);
  const dialog = ask({
    title: words.link, words, button: words.insert, submit,
    children: [field(words.address, address), status, list],
  });
  address.focus();
  address.select();
}

const completed = (text) => {
  if (/^(https?:\/\/|mailto:|\/(?!\/)|#)\S+$/i.test(text) || text === "/") return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[^\s/:]+\.[^\s/:.]{2,}(\/\S*)?$/.test(text) ? `https://${text}` : "";
};
