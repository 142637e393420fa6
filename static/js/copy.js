// "Copy link": [data-copy] shows itself where the browser can copy, and says when it has.
for (const place of document.querySelectorAll("[data-copy]")) {
  const button = place.querySelector("button");
  const canonical = document.querySelector('link[rel="canonical"]');
  const label = button.textContent;
  if (!navigator.clipboard) continue;
  place.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(canonical ? canonical.href : location.href);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
