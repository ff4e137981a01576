// Completions in the search box. Everything works without this file.
(() => {
  "use strict";
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
