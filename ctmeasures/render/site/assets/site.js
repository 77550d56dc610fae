// The website works without this script: it adds the filters of the table, the search box and the choice of light or dark.
"use strict";

(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = {
    get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
    set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* a browser may forbid it */ } },
  };
  root.classList.add("scripted"); // before anything is drawn, so that what needs this script stands in its place from the first
  const theme = remembered.get();
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  // As soon as the page is read; the texts that are searched come later, and with them DOMContentLoaded.
  document.addEventListener("readystatechange", () => {
    choice(document.getElementById("theme"));
    const here = document.querySelector("nav [aria-current]"); // in a row that is moved by a finger
    if (here) here.closest("ul").scrollLeft = here.offsetLeft - 48;
    for (const button of document.querySelectorAll("button.copy")) button.addEventListener("click", () => copy(button));
    const form = document.getElementById("filters");
    if (form) table(form, document.getElementById("measures"));
  }, { once: true });

  addEventListener("DOMContentLoaded", () => {
    const answers = document.getElementById("answers");
    if (answers) answered(document.getElementById("find"), answers);
  });

  // Light or dark: what the reader's system says, until the button says otherwise.
  function choice(button) {
    const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered.set(root.dataset.theme);
    });
  }

  // A text into the clipboard, by the older way where a page opened from a folder is allowed no other; the button says that it is there.
  async function copy(button) {
    const source = document.getElementById(button.getAttribute("aria-describedby"));
    const done = await navigator.clipboard?.writeText(source.textContent).then(() => true, () => false) ?? false;
    if (!done) {
      getSelection().selectAllChildren(source);
      if (!document.execCommand("copy")) return; // it is selected, for the reader's own keys
      getSelection().removeAllRanges();
    }
    const before = button.textContent;
    const said = button.closest("[data-copied]").dataset.copied;
    if (before === said) return;
    button.textContent = said;
    setTimeout(() => { button.textContent = before; }, 2000);
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
    const fields = ["q", "status", "owner", "area", "letter", "due", "announced", "became", "heard"].filter((field) => form.elements[field]); // a table of an earlier moment has no words to look for
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

    let searchable = false; // once the texts are there
    let texts = null; // of the measures, made when words are looked for
    const matched = { q: null };

    // The ids of the measures in whose texts the words stand; how they were found is said beside the count.
    function holding(q) {
      if (q !== matched.q) {
        texts ??= search.corpus(search.documents().filter((one) => one.id));
        const found = search.match(texts, q);
        Object.assign(matched, { q, ids: new Set(found.found.map((one) => one.document.id)), remarks: found });
      }
      remark(matched.remarks);
      return matched.ids;
    }

    function read() {
      const wanted = {};
      for (const field of fields) wanted[field] = form.elements[field].value;
      remark(null);
      wanted.ids = wanted.q?.trim() ? holding(wanted.q) : null;
      return wanted;
    }

    function matches(one, wanted) {
      return (!wanted.status || wanted.status === one.status || wanted.status === (one.open === "1" ? "open" : "closed"))
        && (!wanted.owner || wanted.owner === one.owner)
        && (!wanted.area || wanted.area === one.area)
        && (!wanted.letter || one.letter.split(" ").includes(wanted.letter))
        && (!wanted.due || wanted.due === one.due)
        && (!wanted.announced || one.announced.split(" ").includes(wanted.announced))
        && (!wanted.became || wanted.became === one.became || (wanted.became === "never" && one.became.startsWith("unheard")))
        && (!wanted.heard || wanted.heard === one.times)
        && (!wanted.ids || wanted.ids.has(one.id));
    }

    function draw() {
      const ready = searchable || !form.elements.q?.value.trim();
      list.classList.toggle("ready", ready);
      if (!ready) return;
      const wanted = read();
      const found = entries.filter((one) => matches(one, wanted));
      body.replaceChildren(...found.slice(0, most).map((one) => one.row));
      const number = (count) => count.toLocaleString(root.lang);
      said.textContent = said.dataset.said.replace("{shown}", number(found.length)).replace("{total}", number(entries.length));
      say(form);
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
    addEventListener("beforeprint", () => {
      most = Infinity;
      draw();
    });
    addEventListener("DOMContentLoaded", () => {
      searchable = true;
      draw();
    });
    fromAddress();
  }

  // What a form asks for in words, for paper, on which there are no forms.
  function say(form) {
    const asked = [...form.querySelectorAll("label")].filter((label) => label.control.value.trim());
    const words = (control) => (control.selectedOptions ? control.selectedOptions[0].textContent : control.value.trim());
    document.getElementById("asked").textContent = asked.map((label) => `${label.textContent}: ${words(label.control)}`).join("; ");
  }

  // How words were found.
  function remark(found) {
    const place = document.getElementById("remarks");
    if (!place) return; // in a table of an earlier moment no words are looked for
    const lines = found ? search.remarks(found, place.dataset) : [];
    place.textContent = lines.join(" ");
    place.hidden = lines.length === 0;
  }

  // The page of the search: the answers to the words in the address, the best first.
  function answered(form, list) {
    const AT_ONCE = 50;
    const box = form.elements.q;
    const said = document.getElementById("shown");
    const more = document.getElementById("more");
    const words = list.dataset;
    const [home, lang] = [".", root.lang]; // the pages of a language stand beside one another
    let corpus = null, answers = [], told = [], shown = 0;

    const make = (tag, text, href) => {
      const one = document.createElement(tag);
      if (text) one.append(text);
      if (href) one.href = href;
      return one;
    };
    const measure = (id) => {
      const found = search.documents().find((one) => one.id === id);
      return make("a", found.title[lang], `${home}/measures/${id}.html`);
    };
    const place = (letter, passage) => {
      const paragraph = passage ? `, ${words.paragraph.replace("{number}", passage)}` : "";
      return make("a", `${letter.title[lang]}, ${words.letter.replace("{day}", letter.day[lang])}${paragraph}`, `${home}/letters/${letter.id}.html${passage ? `#p${passage}` : ""}`);
    };

    function answer(one) {
      const { document: found, text, elsewhere, parts } = search.hit(one, told, lang);
      const item = make("li"), note = make("span"), line = make("p");
      note.className = "note";
      if (found.id) {
        item.append(measure(found.id));
        note.append(words[text.field]);
        if (elsewhere) note.append(`, ${words[elsewhere]}`);
        if (text.letter) note.append(" · ", place(text.letter, text.passage));
      } else {
        item.append(place(text.letter, text.passage));
        if (found.gave.length) note.append(`${words.gave} `, ...found.gave.flatMap((id, n) => (n ? ["; ", measure(id)] : [measure(id)])));
        else note.append(found.context ? words.context : words.unread);
      }
      if (!found.id && elsewhere) note.append(` (${words[elsewhere]})`);
      for (const part of parts) line.append(part.found ? make("mark", part.text) : part.text);
      item.append(note, line);
      return item;
    }

    function draw(most) {
      list.append(...answers.slice(shown, most).map(answer));
      shown = Math.min(most, answers.length);
      more.hidden = shown === answers.length;
    }

    function look() {
      const q = box.value.trim();
      list.replaceChildren();
      shown = 0;
      if (q) corpus ??= search.corpus(search.documents());
      const found = q ? search.find(corpus, q) : { documents: [], told: [], asked: true, matched: null };
      [answers, told] = [found.documents, found.told];
      remark(found.asked ? found.matched : null);
      const number = answers.length.toLocaleString(lang);
      if (!q) said.textContent = "";
      else if (!found.asked) said.textContent = said.dataset.none;
      else said.textContent = answers.length === 1 ? said.dataset.one : said.dataset.said.replace("{shown}", number);
      say(form);
      draw(AT_ONCE);
      const address = q ? `?${new URLSearchParams({ q })}` : "";
      history.replaceState(null, "", address || location.pathname);
      for (const link of document.querySelectorAll("a[data-across]")) link.search = address;
    }

    function fromAddress() {
      box.value = new URLSearchParams(location.search).get("q") ?? "";
      look();
    }

    form.addEventListener("input", look);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      look();
    });
    more.addEventListener("click", () => draw(shown + 5 * AT_ONCE));
    addEventListener("beforeprint", () => draw(answers.length));
    addEventListener("popstate", fromAddress);
    fromAddress();
  }
})();
