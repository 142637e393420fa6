/* Choosing by typing (select2): pictures show themselves, and a screen reader hears what the
   control is for. Runs after Django's own script, which has made plain boxes of them. */
"use strict";
{
  const $ = django.jQuery;

  const draw = (choice) => {
    const address = choice.thumbnail || (choice.element && choice.element.dataset.thumbnail);
    if (!address) return choice.text;
    const row = document.createElement("span");
    const image = document.createElement("img");
    const text = document.createElement("span");
    row.className = "picked";
    image.src = address;
    image.alt = "";
    text.textContent = choice.text;
    row.append(image, text);
    return $(row);
  };

  const nameOf = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    return select.getAttribute("aria-label") || (label && label.textContent.trim().replace(/:$/, "")) || "";
  };

  /* The name, then what is chosen: select2 itself names the box by the choice alone. */
  const name = (select, box) => {
    const chosen = box.getAttribute("aria-labelledby");
    box.id = box.id || `${select.id}-box`;
    box.setAttribute("aria-label", nameOf(select));
    if (chosen) box.setAttribute("aria-labelledby", `${box.id} ${chosen}`);
    box.querySelectorAll("[aria-readonly]").forEach((text) => {
      text.removeAttribute("role");
      text.removeAttribute("aria-readonly");
    });
  };

  const dress = (select) => {
    const { appLabel: app_label, modelName: model_name, fieldName: field_name } = select.dataset;
    const data = ({ term, page }) => ({ term, page, app_label, model_name, field_name });
    // Several have a cross each; one more for all would be no item of their list.
    if (select.multiple) $(select).data("allowClear", false);
    $(select).select2({ ajax: { data }, templateResult: draw, templateSelection: draw });
    const container = select.nextElementSibling;
    const label = () => {
      container.querySelectorAll("[role=combobox]:not([aria-label])").forEach((box) => name(select, box));
      document
        .querySelectorAll(".select2-search__field:not([aria-label])")
        .forEach((field) => field.setAttribute("aria-label", nameOf(select)));
    };
    label();
    $(select).on("select2:open change", label);
  };

  const dressAll = (root) => {
    $(root).find("select.admin-autocomplete").not("[name*=__prefix__]").each((_, select) => dress(select));
  };

  $(() => dressAll(document));
  document.addEventListener("formset:added", (event) => dressAll(event.target));
}
