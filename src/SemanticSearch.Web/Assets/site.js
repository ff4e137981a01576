// Completions in the search box, and the answer that a chat model writes. Everything works without this file.
(() => {
  "use strict";
  const prose = document.getElementById("prose");
  if (prose?.dataset.from) write(prose);

  // The hits stand already; the answer comes when it is written. It is part of a page that the server made, so nothing here is put together from its text.
  async function write(section) {
    section.querySelector(".ask").hidden = true;
    section.querySelector(".asking").hidden = false;
    section.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(section.dataset.from);
      const written = response.ok && new DOMParser().parseFromString(await response.text(), "text/html").getElementById("prose");
      if (written) {
        section.replaceChildren(...written.childNodes);
        section.removeAttribute("aria-busy");
        return;
      }
    } catch {
      // The server went away; the link can be tried later.
    }
    section.removeAttribute("aria-busy");
    section.querySelector(".ask").hidden = false;
    section.querySelector(".asking").hidden = true;
  }

  const box = document.getElementById("q");
  const list = document.getElementById("completions");
  if (!box || !list) return;
  box.setAttribute("list", "completions");
  let timer = 0;
  let latest = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = box.value.trim();
    if (typed.length < 2 || typed.length > 100) return;
    timer = setTimeout(async () => {
      const request = ++latest;
      try {
        const response = await fetch("/api/suggest?q=" + encodeURIComponent(typed));
        if (!response.ok || request !== latest) return;
        const { suggestions } = await response.json();
        list.replaceChildren(...suggestions.map(text => {
          const option = document.createElement("option");
          option.value = text;
          return option;
        }));
      } catch {
        // The server went away; the box still works.
      }
    }, 120);
  });
})();
