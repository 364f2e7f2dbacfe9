// What script adds: filters without reloading, citations to the clipboard. Everything else is plain links and forms.
"use strict";

(() => {
  document.documentElement.classList.add("has-script");
  const swapped = ["results", "facets"];  // the parts of the search page that a new answer replaces
  let running = null;

  /// What somebody has opened or closed stays so.
  const openness = () => {
    const all = new Map();
    for (const one of document.querySelectorAll("details[data-key]")) all.set(one.dataset.key, one.open);
    return all;
  };

  /// How to find again what has the focus, once its part was replaced.
  const focused = () => {
    const one = document.activeElement;
    if (!one || !swapped.some((id) => document.getElementById(id)?.contains(one))) return null;
    if (one.id) return () => document.getElementById(one.id);
    if (one.name) {
      const { name, value } = one;
      return () => [...document.getElementsByName(name)].find((other) => other.value === value);
    }
    if (one.tagName === "SUMMARY" && one.parentElement.dataset.key)
      return () => document.querySelector(`details[data-key="${CSS.escape(one.parentElement.dataset.key)}"] > summary`);
    return () => document.getElementById("results");
  };

  const copy = async (button) => {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // only pages over HTTPS may; elsewhere the old way
      const field = document.createElement("textarea");
      field.value = text;
      button.after(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    const label = button.firstChild;
    const before = label.data;
    label.data = "Copied";
    setTimeout(() => { label.data = before; }, 2000);
  };

  const enliven = (root) => {
    for (const button of root.querySelectorAll("button.copy")) button.hidden = false;
  };

  /// Takes the parts of an answer into this page. The line that tells what was found stays, so that it is read out.
  const show = (answer, keep) => {
    const open = openness(), again = focused();
    const told = document.getElementById("found");
    const typing = document.activeElement?.id === "authority_has" ? document.activeElement : null;
    for (const id of swapped) {
      const here = document.getElementById(id), there = answer.getElementById(id);
      const fresh = document.importNode(there, true);
      if (typing) fresh.querySelector("#authority_has")?.replaceWith(typing);  // what was typed since stays
      const telling = fresh.querySelector("#found");
      if (told && telling && here.contains(told)) {
        const news = [...telling.childNodes];
        telling.replaceWith(told);
        here.replaceWith(fresh);
        told.replaceChildren(...news);
      } else {
        here.replaceWith(fresh);
      }
    }
    document.title = answer.title;
    const feed = answer.querySelector('link[rel="alternate"]');
    if (feed) document.querySelector('link[rel="alternate"]')?.setAttribute("href", feed.getAttribute("href"));
    if (!keep) document.getElementById("q").value = answer.getElementById("q").value;
    for (const one of document.querySelectorAll("details[data-key]"))
      if (open.has(one.dataset.key)) one.open = open.get(one.dataset.key);
    enliven(document);
    again?.()?.focus({ preventScroll: true });
  };

  const load = (address, { push = true, toTop = false, keep = false } = {}) => {
    running?.abort();
    const request = running = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    document.getElementById("results").setAttribute("aria-busy", "true");
    request.onload = () => {
      running = null;
      if (!request.response?.getElementById("results")) return location.assign(address);
      if (push) history.pushState(null, "", address);
      show(request.response, keep);
      if (!toTop) return;
      const results = document.getElementById("results");
      results.tabIndex = -1;
      results.focus({ preventScroll: true });
      scrollTo({ top: 0, behavior: "instant" });
    };
    request.onerror = () => location.assign(address);
    request.send();
  };

  /// The address a form asks for, without its empty fields.
  const asked = (form) => {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (value !== "" && !(name === "sort" && value === "relevance")) given.append(name, value);
    const text = given.toString();
    return form.action.split("?")[0] + (text ? `?${text}` : "");
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) return void copy(button);
    const link = event.target.closest("#results a[href]");
    if (!link || !document.getElementById("search")) return;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!plain || link.origin !== location.origin || link.pathname !== "/search") return;
    event.preventDefault();
    load(link.href, { toTop: link.rel === "next" || link.rel === "prev" });
  });

  const form = document.getElementById("search");
  if (form) {
    let waiting = 0;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      load(asked(form));
    });
    form.addEventListener("change", (event) => {
      if (event.target.matches("input[type=checkbox], select")) load(asked(form), { keep: true });
    });
    form.addEventListener("input", (event) => {
      if (event.target.id !== "authority_has") return;
      clearTimeout(waiting);
      waiting = setTimeout(() => load(asked(form), { push: false, keep: true }), 250);
    });
    addEventListener("popstate", () => {
      if (location.pathname === "/search" || location.pathname === "/") load(location.href, { push: false });
    });
  }
  for (const other of document.querySelectorAll("form.slice, form.selects"))  // addresses without empty parameters
    other.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    });
  enliven(document);
})();
