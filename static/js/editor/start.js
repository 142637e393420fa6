// Turns a textarea with [data-editor] into the editor. The textarea stays what is sent: without
// this script it is the field, and an article that is only looked at is sent as it came.
import { Editor } from "django-prose-editor/editor";

import { BLOCKS, htmlOf } from "newsportal/editor/blocks";
import { make } from "newsportal/editor/dialogs";
import { Embeds } from "newsportal/editor/embeds";
import { Figure } from "newsportal/editor/figure";
import { link } from "newsportal/editor/links";
import { tidy } from "newsportal/editor/paste";
import { upload, useShelf } from "newsportal/editor/pictures";
import { Rows } from "newsportal/editor/rows";
import { toolbar } from "newsportal/editor/toolbar";
import { Typing } from "newsportal/editor/typing";

const WORDS_A_MINUTE = 220;

const picturesIn = (files) => [...(files ?? [])].filter((file) => file.type.startsWith("image/"));

function mount(textarea) {
  const words = JSON.parse(textarea.dataset.words);
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  label.id = `${textarea.id}_label`;
  useShelf(textarea.dataset.editor);
  const place = make("div", { className: "editor-text" });
  const figures = make("p", { className: "editor-figures", id: `${textarea.id}_figures` });
  // Of several each asks, the last one first: so they stand in their order.
  const ask = (files, at) => files.forEach((file) => upload(editor, words, file, at));
  let last = null;
  const write = () => {
    const html = htmlOf(editor);
    // The room that the editor keeps below the last picture is no change of the text.
    if (html === last) return;
    last = html;
    textarea.value = html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const editor = new Editor({
    element: place,
    injectCSS: false, // it stands in admin-editor.css: the policy knows no inline style
    extensions: [
      ...BLOCKS, Figure.configure({ words }), Rows, Typing.configure({ quotes: textarea.dataset.quotes }),
      Embeds.configure({ known: JSON.parse(textarea.dataset.embeds), words }),
    ],
    content: textarea.value,
    editable: !textarea.disabled && !textarea.readOnly,
    editorProps: {
      attributes: {
        class: "body", role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id,
        "aria-describedby": figures.id,
      },
      transformPastedHTML: tidy,
      handlePaste: (view, event) => {
        const files = picturesIn(event.clipboardData?.files);
        // Word sends a picture of its text along with the text.
        if (!files.length || event.clipboardData.getData("text/plain").trim()) return false;
        const { $to } = view.state.selection;
        ask(files, $to.depth ? $to.after(1) : $to.pos);
        return true;
      },
      handleDrop: (view, event, slice, moved) => {
        const files = moved ? [] : picturesIn(event.dataTransfer?.files);
        if (!files.length) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? 0;
        const $at = view.state.doc.resolve(at);
        ask(files, $at.depth ? $at.after(1) : at);
        event.preventDefault();
        return true;
      },
      handleKeyDown: (view, event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== "k") return false;
        event.preventDefault();
        link(editor, words, textarea.dataset.links);
        return true;
      },
    },
    onUpdate: write,
  });
  last = htmlOf(editor);
  const source = () => {
    textarea.hidden = !textarea.hidden;
    place.hidden = !textarea.hidden;
    if (textarea.hidden) editor.commands.setContent(textarea.value);
    else textarea.focus();
  };
  const count = () => {
    const number = (editor.getText({ blockSeparator: " " }).match(/\S+/g) ?? []).length;
    const minutes = Math.max(1, Math.round(number / WORDS_A_MINUTE));
    figures.textContent = words.figures.replace("{words}", number).replace("{minutes}", minutes);
    figures.classList.toggle("long", textarea.value.length > Number(textarea.dataset.limit));
  };
  const box = make("div", { className: "editor" }, [toolbar(editor, words, textarea.dataset.links, source), place]);
  textarea.before(box);
  box.append(textarea, figures);
  textarea.hidden = true;
  textarea.setAttribute("aria-label", "HTML");
  label.removeAttribute("for");
  label.addEventListener("click", () => editor.commands.focus());
  editor.on("update", count);
  count();
  // For whoever puts another text there (see admin-desk.js).
  textarea.addEventListener("editor:take", () => editor.commands.setContent(textarea.value, { emitUpdate: true }));
  textarea.closest("form").dataset.editorReady = "true";
}

document.querySelectorAll("textarea[data-editor]").forEach(mount);
