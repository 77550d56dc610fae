// The website works without this script: it adds the filters of the table, the search box and the choice of light or dark.
"use strict";

(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = {
    get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
    set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* a browser may forbid it */ } },
  };
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
  function table(form, list) {
    const AT_ONCE = 200; // rows that are shown before the reader asks for more
    const body = list.tBodies[0];
    const rows = [...body.rows];
    const original = new Map(rows.map((row, place) => [row, place]));
    const said = document.getElementById("shown");
    const nothing = document.getElementById("nothing");
    const more = document.getElementById("more");
    const fields = ["q", "status", "owner", "area", "letter", "due"];
    const heads = [...list.tHead.rows[0].cells];
    const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" });
    const order = { key: "due", down: false };
    let most = AT_ONCE;
    let drawn = rows;

    const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");
    const keys = {
      title: (row) => row.cells[0].textContent,
      status: (row) => row.dataset.status,
      owner: (row) => row.cells[2].textContent,
      due: (row) => original.get(row),
      heard: (row) => row.dataset.heard,
    };

    function matches(row, wanted) {
      const { status, owner, area, letter, due } = row.dataset;
      return (!wanted.status || wanted.status === status || wanted.status === (row.dataset.open === "1" ? "open" : "closed"))
        && (!wanted.owner || wanted.owner === owner)
        && (!wanted.area || wanted.area === area)
        && (!wanted.letter || letter.split(" ").includes(wanted.letter))
        && (!wanted.due || wanted.due === due)
        && wanted.words.every((word) => row.dataset.text.includes(word));
    }

    function read() {
      const wanted = {};
      for (const field of fields) wanted[field] = form.elements[field].value;
      wanted.words = folded(wanted.q).split(/\s+/).filter(Boolean);
      return wanted;
    }

    function draw() {
      const wanted = read();
      let count = 0;
      for (const row of drawn) {
        const found = matches(row, wanted);
        if (found) count += 1;
        row.hidden = !found || count > most;
      }
      said.textContent = said.dataset.said.replace("{shown}", count.toLocaleString(root.lang)).replace("{total}", rows.length.toLocaleString(root.lang));
      nothing.hidden = count > 0;
      list.hidden = count === 0;
      more.hidden = count <= most;
    }

    function arrange() {
      const key = keys[order.key];
      const sign = order.down ? -1 : 1;
      const compare = (one, two) => (typeof one === "number" ? one - two : collator.compare(one, two));
      const keyed = rows.map((row) => [key(row), row]);
      keyed.sort((one, two) => sign * compare(one[0], two[0]) || original.get(one[1]) - original.get(two[1]));
      drawn = keyed.map(([, row]) => row);
      body.append(...drawn);
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
      order.key = sort.replace(/^-/, "") in keys ? sort.replace(/^-/, "") : "due";
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
      const first = drawn.filter((row) => !row.hidden).length;
      most += 5 * AT_ONCE;
      draw();
      drawn.filter((row) => !row.hidden)[first]?.querySelector("a").focus();
    });
    addEventListener("popstate", fromAddress);
    form.hidden = false;
    fromAddress();
  }
})();
