// An address of a known host, alone in its paragraph, becomes what stands there; the editor says so.
import { Extension, pm } from "django-prose-editor/editor";

export const Embeds = Extension.create({
  name: "embeds",
  addOptions: () => ({ known: [], words: {} }),
  addProseMirrorPlugins() {
    const { words } = this.options;
    const known = this.options.known.map(([name, pattern]) => [name, new RegExp(`^(?:${pattern})$`)]);
    const nameOf = (text) =>
      (text.startsWith("https://") ? known.find(([, pattern]) => pattern.test(text))?.[0] : "");
    const decorations = ({ doc }) => {
      const found = [];
      doc.forEach((node, offset) => {
        const name = node.type.name === "paragraph" && nameOf(node.textContent.trim());
        if (name) {
          found.push(pm.view.Decoration.node(offset, offset + node.nodeSize, { class: "embed-line", "data-host": `${words.embedded} ${name}` }));
        }
      });
      return pm.view.DecorationSet.create(doc, found);
    };
    return [new pm.state.Plugin({ props: { decorations } })];
  },
});
