/* Choosing a picture: the suggestions and the choice show the picture itself. */
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

  const dress = (root) => {
    $(root)
      .find("select.admin-autocomplete[data-pictures]")
      .not("[name*=__prefix__]")
      .each((_, element) => {
        const { appLabel: app_label, modelName: model_name, fieldName: field_name } = element.dataset;
        $(element).select2({
          ajax: {
            data: ({ term, page }) => ({ term, page, app_label, model_name, field_name }),
          },
          templateResult: draw,
          templateSelection: draw,
        });
      });
  };

  // After Django's own script, which has made plain boxes of them.
  $(() => dress(document));
  document.addEventListener("formset:added", (event) => dress(event.target));
}
