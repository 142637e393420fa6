// A picture of the library in the text: its number, how wide it stands, a caption of its own. What
// it looks like, and its credit, come from the library, here as on the page.
import { Node } from "django-prose-editor/editor";

import { pictureOf } from "newsportal/editor/pictures";

const make = (name, attributes = {}, children = []) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

class View {
  constructor({ node, view, getPos, extension }) {
    const { words } = extension.options;
    this.node = node;
    this.image = make("img", { alt: "", draggable: false });
    this.credit = make("span", { className: "credit" });
    this.contentDOM = make("span", { className: "own-caption" });
    this.size = make("select", { ariaLabel: words.size }, [
      make("option", { value: "", textContent: words.sizeText }),
      make("option", { value: "small", textContent: words.sizeSmall }),
      make("option", { value: "wide", textContent: words.sizeWide }),
    ]);
    this.size.addEventListener("change", () => {
      view.dispatch(view.state.tr.setNodeAttribute(getPos(), "size", this.size.value));
    });
    const remove = make("button", { type: "button", textContent: words.removePicture });
    remove.addEventListener("click", () => {
      view.dispatch(view.state.tr.delete(getPos(), getPos() + this.node.nodeSize));
      view.focus();
    });
    const tools = make("div", { className: "figure-tools", contentEditable: "false" }, [this.size, remove]);
    const picture = make("div", { contentEditable: "false", className: "figure-picture" }, [this.image]);
    this.credit.contentEditable = "false";
    const caption = make("figcaption", {}, [this.contentDOM, " ", this.credit]);
    this.dom = make("figure", {}, [picture, caption, tools]);
    this.words = words;
    this.draw();
  }

  draw() {
    const { image, size } = this.node.attrs;
    this.dom.dataset.image = image;
    // One by one: other classes are the editor's, for a row or a selection.
    for (const name of ["small", "wide"]) this.dom.classList.toggle(`size-${name}`, size === name);
    this.size.value = size;
    this.contentDOM.classList.toggle("empty", !this.node.content.size);
    pictureOf(image).then((found) => {
      if (!found) {
        this.credit.textContent = this.words.noPicture;
        return;
      }
      this.image.src = found.preview;
      this.image.alt = found.alt;
      this.image.width = found.width;
      this.image.height = found.height;
      this.image.style.objectPosition = found.focus;
      this.credit.textContent = found.credit;
      this.contentDOM.dataset.caption = found.caption || this.words.caption;
    });
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.image !== this.node.attrs.image) return false;
    this.node = node;
    this.draw();
    return true;
  }

  stopEvent(event) {
    return Boolean(event.target.closest?.(".figure-tools"));
  }

  ignoreMutation(mutation) {
    // What draw() changes is ours; only words of the caption are the writer's.
    if (mutation.type === "selection") return false;
    return mutation.type === "attributes" || !this.contentDOM.contains(mutation.target);
  }
}

export const Figure = Node.create({
  name: "picture",
  group: "top",
  content: "text*",
  marks: "",
  isolating: true,
  draggable: true,
  addOptions: () => ({ words: {} }),
  addAttributes: () => ({
    image: { parseHTML: (element) => element.dataset.image, renderHTML: ({ image }) => ({ "data-image": image }) },
    size: {
      default: "",
      parseHTML: (element) => element.dataset.size ?? "",
      renderHTML: ({ size }) => (size ? { "data-size": size } : {}),
    },
  }),
  parseHTML: () => [{
    tag: "figure[data-image]",
    priority: 60,
    contentElement: (element) => element.querySelector("figcaption") ?? document.createElement("figcaption"),
  }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
  addNodeView() {
    return (props) => new View(props);
  },
  addKeyboardShortcuts() {
    // Enter leaves the caption, which has one paragraph only.
    return {
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type !== this.type) return false;
        const after = $from.after();
        return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
      },
    };
  },
});
