// Quotes and dashes as the site's language writes them, put in place of what the keyboard has.
import { Extension, InputRule } from "django-prose-editor/editor";

const rule = (find, put) => new InputRule({
  find,
  handler({ state, range, match }) {
    const before = state.doc.resolve(range.from);
    const typed = match[0];
    const kept = typed.slice(0, typed.length - match[1].length);
    state.tr.insertText(kept + put(before.parent.textBetween(0, before.parentOffset) + kept), range.from, range.to);
  },
});

const count = (text, sign) => text.split(sign).length - 1;

export const Typing = Extension.create({
  name: "typing",
  addOptions: () => ({ quotes: "“”‘’" }),
  addInputRules() {
    const [open, close, openSingle, closeSingle] = this.options.quotes;
    const begins = (text) => !text || /[\s([{<–—/«»“„‚‘]$/.test(text);
    return [
      rule(/(")$/, (text) => (begins(text) ? open : close)),
      rule(/(')$/, (text) => {
        if (begins(text)) return openSingle;
        // Without one to close it is an apostrophe, which is the same sign in all languages.
        return count(text, openSingle) > count(text, closeSingle) ? closeSingle : "’";
      }),
      rule(/(--)$/, () => "–"),
      rule(/(–-)$/, () => "—"),
      rule(/(\.\.\.)$/, () => "…"),
    ];
  },
});
