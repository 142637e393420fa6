// What is wider than the text and can be scrolled sideways is reached by keyboard, too.
for (const wide of document.querySelectorAll(".body :is(table, pre)")) {
  const mark = () => {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  };
  new ResizeObserver(mark).observe(wide);
}
