// Pictures that follow each other stand beside each other, as the page draws them (see _in_rows in
// articles/templatetags/richtext.py); one that has a size of its own stands alone.
import { Extension, pm } from "django-prose-editor/editor";

const ABREAST = 2; // as many as fit into the measure of the text

const isInRow = (node) => node.type.name === "picture" && !node.attrs.size;

function rowsOf(doc) {
  const rows = [];
  let last = false;
  doc.forEach((node, offset) => {
    const now = isInRow(node);
    if (now && last) rows.at(-1).push([offset, offset + node.nodeSize]);
    else if (now) rows.push([[offset, offset + node.nodeSize]]);
    last = now;
  });
  return rows.filter((row) => row.length > 1);
}

function classOf(place, begin) {
  const names = ["in-row"];
  if (place % ABREAST) names.push("second");
  if (place >= ABREAST) names.push("below");
  else if (begin === 0) names.push("at-top");
  return names.join(" ");
}

export const Rows = Extension.create({
  name: "rows",
  addProseMirrorPlugins() {
    const decorations = ({ doc }) => pm.view.DecorationSet.create(doc, rowsOf(doc).flatMap((row) =>
      row.map(([start, end], place) => pm.view.Decoration.node(start, end, { class: classOf(place, row[0][0]) }))));
    return [new pm.state.Plugin({ props: { decorations } })];
  },
});
