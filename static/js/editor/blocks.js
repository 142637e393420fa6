// The blocks and marks that articles.html lets through, and none besides; and the HTML that is
// sent, written as the cleaner writes it, so that what was not touched is not changed.
import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Gapcursor, HardBreak, Heading,
  History, HorizontalRule, Italic, Link, ListItem, Node, OrderedList, Paragraph, Strike, Subscript,
  Superscript, Table, TableCell, TableHeader, TableRow, Text, TrailingNode, wrappingInputRule,
} from "django-prose-editor/editor";

// Pictures stand in nothing else: the text is cut at them.
const Page = Document.extend({ content: "(block | top)+" });

const PlainBlockquote = Blockquote.extend({ content: "block+" });

const Preformatted = CodeBlock.extend({
  addAttributes: () => ({}),
  renderHTML: () => ["pre", 0],
});

const Numbered = OrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (element) => Number(element.getAttribute("start")) || 1,
      renderHTML: ({ start }) => (start === 1 ? {} : { start }),
    },
  }),
  addNodeView: () => null,
  addInputRules() {
    return [wrappingInputRule({
      find: /^(\d{1,3})[.)]\s$/,
      type: this.type,
      getAttributes: (match) => ({ start: Number(match[1]) }),
      joinPredicate: (match, node) => node.childCount + node.attrs.start === Number(match[1]),
    })];
  },
});

const TableWithCaption = Table.extend({
  addAttributes: () => ({
    caption: {
      default: "",
      parseHTML: (element) => element.querySelector(":scope > caption")?.textContent.trim() ?? "",
      rendered: false,
    },
  }),
  parseHTML: () => [{
    tag: "table",
    contentElement(element) {
      const copy = element.cloneNode(true);
      copy.querySelectorAll("caption").forEach((caption) => caption.remove());
      return copy;
    },
  }],
  renderHTML: ({ node: { attrs } }) =>
    (attrs.caption ? ["table", ["caption", attrs.caption], ["tbody", 0]] : ["table", ["tbody", 0]]),
  addNodeView: () => null,
});

const span = (name) => ({
  default: 1,
  parseHTML: (element) => Number(element.getAttribute(name)) || 1,
  renderHTML: (attrs) => (attrs[name] === 1 ? {} : { [name]: attrs[name] }),
});
const spans = () => ({ colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false } });
const Cell = TableCell.extend({ addAttributes: spans });
const HeaderCell = TableHeader.extend({
  addAttributes: () => ({
    ...spans(),
    scope: { default: null, parseHTML: (element) => element.getAttribute("scope") },
  }),
});

// A figure that holds no picture of the library: a table or a quote with words under it.
const Box = Node.create({
  name: "box",
  group: "block",
  content: "block+ boxCaption?",
  isolating: true,
  parseHTML: () => [{ tag: "figure:not([data-image])" }],
  renderHTML: () => ["figure", 0],
});
const BoxCaption = Node.create({
  name: "boxCaption",
  content: "inline*",
  parseHTML: () => [{ tag: "figcaption", context: "box/" }],
  renderHTML: () => ["figcaption", 0],
});

export const BLOCKS = [
  Page, Paragraph, Text, HardBreak, Heading.configure({ levels: [2, 3, 4] }), PlainBlockquote,
  BulletList, Numbered, ListItem, Preformatted, HorizontalRule, TableWithCaption, TableRow, Cell,
  HeaderCell, Box, BoxCaption, Bold, Italic, Strike, Subscript, Superscript, Code, History, Gapcursor,
  Dropcursor, TrailingNode,
  Link.configure({
    openOnClick: false, autolink: false, linkOnPaste: true, enableTarget: false,
    protocols: [], HTMLAttributes: { target: null, rel: null, class: null, title: null },
    isAllowedUri: (address) => /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(address),
  }),
];

const BARE = ":is(li, td, th) > p:first-child";
const MEANT = "img, br, hr, figure[data-image]";

export function htmlOf(editor) {
  const template = document.createElement("template");
  template.innerHTML = editor.getHTML();
  const { content } = template;
  for (const paragraph of content.querySelectorAll(BARE)) {
    const others = [...paragraph.parentElement.children].slice(1);
    if (others.every((other) => other.matches("ul, ol"))) paragraph.replaceWith(...paragraph.childNodes);
  }
  for (const body of content.querySelectorAll("tbody")) nameHead(body);
  for (const empty of content.querySelectorAll("p, h2, h3, h4, figcaption")) {
    if (!empty.textContent.trim() && !empty.querySelector(MEANT)) empty.remove();
  }
  return template.innerHTML;
}

function nameHead(body) {
  const rows = [...body.children];
  const first = rows.findIndex((row) => [...row.children].some((cell) => cell.matches("td")));
  if (first < 1) return;
  const head = document.createElement("thead");
  head.append(...rows.slice(0, first));
  body.before(head);
}
