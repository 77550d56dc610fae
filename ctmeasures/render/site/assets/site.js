// The website works without this script: it adds the filters of the table, the search box and the choice of light or dark.
"use strict";

(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = {
    get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
    set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* a browser may forbid it */ } },
  };
  root.classList.add("scripted");
  const theme = remembered.get();
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  addEventListener("DOMContentLoaded", () => {
    choice(document.getElementById("theme"));
    for (const form of document.querySelectorAll("form.find")) form.hidden = false;
    const form = document.getElementById("filters");
    if (form) table(form, document.getElementById("measures"));
  });

  // Light or dark: what the reader's system says, until the button says otherwise.
  function choice(button) {
    const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
    const label = () => { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; };
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered.set(root.dataset.theme);
      label();
    });
    dark.addEventListener("change", label);
    label();
    button.hidden = false;
  }

  // Search, filters and order of the table; all of it stands in the address, so that it can be sent to others.
  // Only the rows that are shown are in the page, so that ten thousand are as quick as a hundred.
  function table(form, list) {
    const AT_ONCE = 200; // rows that are shown before the reader asks for more
    const body = list.tBodies[0];
    const heads = [...list.tHead.rows[0].cells];
    const said = document.getElementById("shown");
    const nothing = document.getElementById("nothing");
    const more = document.getElementById("more");
    const fields = ["q", "status", "owner", "area", "letter", "due"];
    const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" });
    const entries = [...body.rows].map((row, place) => {
      const [title, , owner] = row.cells;
      return { row, place, ...row.dataset, title: title.textContent, owned: owner.textContent };
    });
    const ranks = [...form.elements.status.options].map((option) => option.value);
    const keys = {
      title: (one, two) => collator.compare(one.title, two.title),
      status: (one, two) => ranks.indexOf(one.status) - ranks.indexOf(two.status),
      owner: (one, two) => collator.compare(one.owned, two.owned),
      due: () => 0, // the order in which they came
      heard: (one, two) => (one.heard < two.heard ? -1 : one.heard > two.heard ? 1 : 0),
    };
    const order = { key: "due", down: false };
    let most = AT_ONCE;

    const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");

    function read() {
      const wanted = {};
      for (const field of fields) wanted[field] = form.elements[field].value;
      wanted.words = folded(wanted.q).split(/\s+/).filter(Boolean);
      return wanted;
    }

    function matches(one, wanted) {
      return (!wanted.status || wanted.status === one.status || wanted.status === (one.open === "1" ? "open" : "closed"))
        && (!wanted.owner || wanted.owner === one.owner)
        && (!wanted.area || wanted.area === one.area)
        && (!wanted.letter || one.letter.split(" ").includes(wanted.letter))
        && (!wanted.due || wanted.due === one.due)
        && wanted.words.every((word) => one.text.includes(word));
    }

    function draw() {
      const wanted = read();
      const found = entries.filter((one) => matches(one, wanted));
      body.replaceChildren(...found.slice(0, most).map((one) => one.row));
      const number = (count) => count.toLocaleString(root.lang);
      said.textContent = said.dataset.said.replace("{shown}", number(found.length)).replace("{total}", number(entries.length));
      nothing.hidden = found.length > 0;
      list.hidden = found.length === 0;
      more.hidden = found.length <= most;
    }

    function arrange() {
      const sign = order.down ? -1 : 1;
      entries.sort((one, two) => sign * (keys[order.key](one, two) || one.place - two.place));
      for (const head of heads) {
        if (head.dataset.sort === order.key) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    }

    function write() {
      const address = new URLSearchParams();
      for (const field of fields) if (form.elements[field].value) address.set(field, form.elements[field].value);
      if (order.key !== "due" || order.down) address.set("sort", (order.down ? "-" : "") + order.key);
      const query = address.toString();
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
      for (const link of document.querySelectorAll("a[data-across]")) link.search = query;
    }

    function fromAddress() {
      const address = new URLSearchParams(location.search);
      for (const field of fields) {
        form.elements[field].value = address.get(field) ?? "";
        if (form.elements[field].selectedIndex === -1) form.elements[field].value = "";
      }
      const sort = address.get("sort") ?? "due";
      order.down = sort.startsWith("-");
      order.key = Object.hasOwn(keys, sort.replace(/^-/, "")) ? sort.replace(/^-/, "") : "due";
      most = AT_ONCE;
      arrange();
      draw();
      write();
    }

    function changed() {
      most = AT_ONCE;
      draw();
      write();
    }

    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        order.down = order.key === head.dataset.sort && !order.down;
        order.key = head.dataset.sort;
        arrange();
        changed();
      });
      head.append(button);
    }
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(changed));
    more.addEventListener("click", () => {
      const next = body.rows.length;
      most += 5 * AT_ONCE;
      draw();
      body.rows[next].querySelector("a").focus();
    });
    addEventListener("popstate", fromAddress);
    form.hidden = false;
    fromAddress();
    list.classList.add("ready");
  }
})();
