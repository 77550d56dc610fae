// The search of the website: the same words, answers and order as `ctmeasures find`, over the texts that data/search.js holds.
// Which words match: ctmeasures/reports/words.py. The order is that of BM25 as SQLite's FTS5 works it out:
// https://sqlite.org/fts5.html#the_bm25_function. A test in a browser proves that both agree.
"use strict";

const search = (() => {
  const END = "\n"; // between two texts
  const ITSELF = 1, BEGINNING = 2, INSIDE = 3;
  const ENDINGS = new Set(["e", "en", "es", "n", "s"]);
  const INFLECTED = 4, LONG_ENOUGH = 3, SECOND = 4; // letters
  const AROUND = 30, BEFORE = 8; // words of a text that are shown, and of them before the first that was found
  const EXAMPLES = 3;
  const HYPHEN = /(?<=[\p{L}\p{Nl}\p{No}])[-‐‑](?=[\p{L}\p{Nl}\p{No}])/gu; // between letters

  function bare(word) {
    let text = word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    text = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").replace(/ς/g, "σ");
    return text.replace(/[^\p{L}\p{N}]/gu, "");
  }

  const known = new Map();
  function pieces(texts) {
    const whole = texts.map((text) => text.replace(/\n/g, " ")).join(END).normalize("NFC");
    return (whole.match(/[\p{L}\p{N}]+|\n/gu) ?? []).map((word) => {
      if (word === END) return END;
      let found = known.get(word);
      if (found === undefined) known.set(word, found = bare(word));
      return found;
    });
  }

  function sought(typed) {
    const excluded = typed.startsWith("not:");
    const text = excluded ? typed.slice(4) : typed;
    const floor = text.startsWith("*") ? INSIDE : text.endsWith("*") ? BEGINNING : ITSELF;
    const words = (of) => pieces([of]).filter((word) => word !== END);
    const joined = text.replace(HYPHEN, "");
    return { as: typed, typed: text.replace(/^[*"]+|[*"]+$/g, ""), words: words(text), floor, excluded, joined: joined === text ? [] : words(joined) };
  }

  const read = (text) => (text.match(/(?:not:)?\*?"[^"]*"?\*?|\S+/g) ?? []).map(sought);

  function fits(word, other, level) {
    if (level === INSIDE) return other.includes(word);
    if (!other.startsWith(word)) return false;
    return level === BEGINNING || other === word || (word.length >= INFLECTED && ENDINGS.has(other.slice(word.length)));
  }

  function formsOf(word, vocabulary, floor, most = INSIDE) {
    for (let level = floor; level <= most; level++) {
      if (level === INSIDE && [...word].length < LONG_ENOUGH) continue;
      const forms = vocabulary.filter((other) => fits(word, other, level));
      if (forms.length) return { level, forms: new Set(forms) };
    }
    return { level: null, forms: new Set() };
  }

  function tell(one, vocabulary, floor) {
    const found = one.words.map((word) => formsOf(word, vocabulary, one.excluded ? one.floor : Math.max(floor, one.floor)));
    const told = { sought: one, level: null, forms: found.map((each) => each.forms), wider: [], next: null, apart: false, others: [] };
    if (found.some((each) => each.level === null)) return told;
    told.level = Math.max(...found.map((each) => each.level));
    if (found.length === 1 && told.level !== INSIDE && !one.excluded) {
      for (let level = ITSELF; level <= INSIDE && !told.wider.length; level++) {
        told.wider = [...formsOf(one.words[0], vocabulary, level, level).forms].filter((form) => !found[0].forms.has(form));
        told.next = level;
      }
    }
    return told;
  }

  // The forms of other spellings: without the hyphens between letters, and with one word as two that the texts have.
  function respelled(told, where) {
    const { words, joined, floor } = told.sought;
    const forms = (word) => formsOf(word, where.vocabulary, floor, floor).forms;
    const found = joined.length ? [joined.map(forms)] : [];
    words.forEach((word, place) => {
      const letters = /^\p{L}+$/u.test(word) ? [...word] : [];
      for (let at = LONG_ENOUGH; at <= letters.length - SECOND; at++) {
        const [one, two] = [letters.slice(0, at).join(""), letters.slice(at).join("")];
        if (where.holding.has(one)) found.push([...told.forms.slice(0, place), forms(one), forms(two), ...told.forms.slice(place + 1)]);
      }
    });
    return found;
  }

  // In which other spellings it stands, and of words that were typed as one whether side by side anywhere; what is excluded must.
  function placed(told, where) {
    const somewhere = (forms) => where.all.some((each) => sideBySide(forms, each));
    told.others = respelled(told, where).filter(somewhere);
    told.apart = told.forms.length > 1 && !told.sought.excluded && told.level !== null && !somewhere(told.forms);
    if (told.others.length) told.level ??= told.sought.floor;
    return told;
  }

  // Where what was typed stands among the pieces of a text: the places of its words.
  function runs(told, found) {
    const typed = told.apart ? [new Set(told.forms.flatMap((forms) => [...forms]))] : told.forms;
    return [typed, ...told.others].flatMap((forms) => placesOf(forms, found));
  }

  function placesOf(forms, found) {
    const places = [];
    found.forEach((piece, at) => {
      if (forms.every((one, n) => one.has(found[at + n]))) places.push(...forms.map((_, n) => at + n));
    });
    return places;
  }

  function holds(told, one) {
    if (told.apart && told.forms.every((forms) => meets(forms, one.bag))) return true;
    return [told.forms, ...told.others].some((forms) => sideBySide(forms, one));
  }

  function sideBySide(forms, one) {
    if (!forms.every((each) => meets(each, one.bag))) return false;
    return forms.length === 1 || placesOf(forms, one.pieces).length > 0;
  }

  function meets(forms, bag) {
    for (const form of forms) if (bag.has(form)) return true;
    return false;
  }

  // A corpus: for each document its pieces, how much each word weighs in it, and how many words it has.
  function corpus(documents) {
    const all = documents.map((one) => {
      const found = pieces(one.texts.map((text) => text.text));
      const bag = new Map();
      let field = 0, size = 0;
      for (const piece of found) {
        if (piece === END) field += 1;
        else {
          bag.set(piece, (bag.get(piece) ?? 0) + one.texts[field].weight);
          size += 1;
        }
      }
      return { document: one, pieces: found, bag, size };
    });
    const holding = new Map();
    for (const one of all) for (const word of one.bag.keys()) holding.set(word, (holding.get(word) ?? 0) + 1);
    const size = all.reduce((sum, one) => sum + one.size, 0);
    return { all, holding, vocabulary: [...holding.keys()].sort(), average: size / all.length };
  }

  function match(where, text) {
    const all = read(text);
    const asked = all.filter((one) => one.words.length), wordless = all.filter((one) => !one.words.length);
    let told = [], found = [];
    for (let floor = ITSELF; floor <= INSIDE; floor++) {
      const wider = asked.map((one) => placed(tell(one, where.vocabulary, floor), where));
      found = where.all.filter((each) => wider.every((one) => holds(one, each) !== one.sought.excluded));
      if (found.length || !told.length) told = wider;
      if (found.length || wider.some((one) => one.level === null)) break;
    }
    return { found, told, vocabulary: where.vocabulary, wordless };
  }

  function rank(where, matched) {
    const every = (one) => (one.others.length ? [new Set([...one.forms, ...one.others.flat()].flatMap((each) => [...each]))] : one.forms);
    const forms = matched.told.filter((one) => !one.sought.excluded).flatMap((one) => every(one).flatMap((each) => [...each].sort()));
    const score = (one) => {
      let sum = 0;
      for (const form of forms) {
        const many = where.holding.get(form), often = one.bag.get(form) ?? 0;
        const rare = Math.log((where.all.length - many + 0.5) / (many + 0.5));
        sum += (rare > 0 ? rare : 1e-6) * ((often * 2.2) / (often + 1.2 * (0.25 + (0.75 * one.size) / where.average)));
      }
      return Math.round(sum * 1e12);
    };
    const scored = matched.found.map((one, place) => ({ one, place, score: score(one) }));
    return scored.sort((a, b) => b.score - a.score || a.place - b.place).map((each) => each.one.document);
  }

  function shown(text, wanted) {
    const plain = text.split(/\s+/).filter(Boolean).join(" ").normalize("NFC");
    const words = [...plain.matchAll(/[\p{L}\p{N}]+/gu)].map((word) => [word.index, word.index + word[0].length]);
    const found = pieces([text]);
    const each = wanted.map((one) => runs(one, found));
    const marked = [...new Set(each.flat())].sort((a, b) => a - b);
    let first = 0, last = words.length;
    if (last > AROUND + BEFORE) {
      const worth = (start) => each.filter((places) => places.some((at) => start <= at && at < start + AROUND)).length;
      const starts = marked.map((place) => Math.max(0, Math.min(place - BEFORE, last - AROUND)));
      first = starts.reduce((best, start) => (worth(start) > worth(best) ? start : best), starts[0] ?? 0);
      last = first + AROUND;
    }
    let at = first ? words[first][0] : 0;
    let before = first ? "…" : "";
    const end = last < words.length ? words[last - 1][1] : plain.length;
    const parts = [];
    for (const place of marked) {
      if (place < first || place >= last) continue;
      const [start, stop] = words[place];
      if (before || at < start) parts.push({ text: before + plain.slice(at, start), found: false });
      parts.push({ text: plain.slice(start, stop), found: true });
      at = stop;
      before = "";
    }
    const rest = before + plain.slice(at, end) + (last < words.length ? "…" : "");
    if (rest) parts.push({ text: rest, found: false });
    return parts;
  }

  // What is shown is in the language of the page where it is there, and `elsewhere` the one in which it was found.
  function hit(document, told, lang) {
    const wanted = told.filter((one) => !one.sought.excluded);
    let best = null, most = [-1, -1, -1];
    for (const text of document.texts) {
      const found = pieces([text.text]);
      const worth = [wanted.filter((one) => runs(one, found).length).length, text.weight, !text.lang || text.lang === lang ? 1 : 0];
      const differs = worth.findIndex((one, n) => one !== most[n]);
      if (differs >= 0 && worth[differs] > most[differs]) [best, most] = [text, worth];
    }
    const elsewhere = best.lang && best.lang !== lang ? best.lang : null;
    return { document, text: best, elsewhere, parts: shown(elsewhere ? best.other : best.text, wanted) };
  }

  function find(where, text) {
    const matched = match(where, text);
    const asked = matched.told.some((one) => !one.sought.excluded);
    return { documents: asked ? rank(where, matched) : [], told: matched.told, asked, matched };
  }

  // How words were found, said by the page's own templates.
  function remarks({ found, told, vocabulary, wordless }, said) {
    const say = (kind, typed, some = []) => said[kind].replaceAll("{typed}", () => typed).replace("{some}", () => some.join(", "));
    const few = (words) => {
      const every = [...words].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
      return every.length > EXAMPLES ? [...every.slice(0, EXAMPLES), "…"] : every;
    };
    const lines = wordless.map((one) => say("wordless", one.as));
    for (const one of told) {
      const typed = one.sought.typed;
      if (one.level === null) {
        one.sought.words.forEach((word, n) => {
          if (one.forms[n].size) return;
          const near = nearest(word, vocabulary);
          lines.push(near.length ? say("near", one.forms.length > 1 ? word : typed, near) : say("unknown", one.forms.length > 1 ? word : typed));
        });
        continue;
      }
      if (one.wider.length) lines.push(say(one.next === BEGINNING ? "begins" : "holds", typed, few(one.wider)));
      if (one.apart) lines.push(say("apart", typed));
      if (one.level > one.sought.floor) {
        const longer = one.forms.flatMap((forms, n) => [...forms].filter((form) => form !== one.sought.words[n]));
        lines.push(say(one.level === BEGINNING ? "beginning" : "inside", typed, few(new Set(longer))));
      }
    }
    const asked = told.filter((one) => !one.sought.excluded);
    if (!found.length && asked.length > 1 && asked.every((one) => one.level)) lines.push(say("together", asked.map((one) => one.sought.typed).join(", ")));
    return lines;
  }

  function nearest(word, vocabulary) {
    const most = word.length > 5 ? 2 : 1;
    const near = vocabulary.filter((other) => Math.abs(other.length - word.length) <= most)
      .map((other) => [edits(word, other), other]).filter(([number]) => number <= most);
    return near.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).slice(0, EXAMPLES).map(([, other]) => other);
  }

  function edits(one, two) {
    let row = Array.from({ length: two.length + 1 }, (_, n) => n);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= two.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== two[j - 1]));
      row = next;
    }
    return row[two.length];
  }

  // What data/search.js holds, as documents: a measure's digests are those of the paragraphs, by their place among them.
  let every = null;
  function documents() {
    if (every) return every;
    const { fields, letters, found } = searchIndex;
    const paragraphs = new Map(found.filter((one) => !one.id).map((one) => [`${one.letter} ${one.passage}`, one.texts.map((text) => text[2])]));
    const read = ([, , text, letter, passage]) => (typeof text === "number" ? paragraphs.get(`${letter} ${passage}`)[text] : text);
    every = found.map((one) => ({
      ...one,
      texts: one.texts.map((said, n, all) => ({
        field: fields[said[0]][0],
        weight: fields[said[0]][1],
        lang: [null, "en", "nl"][said[1]],
        text: read(said),
        other: said[1] ? read(all[said[1] === 1 ? n + 1 : n - 1]) : null,
        letter: letters[said[3]],
        passage: said[4],
      })),
    }));
    return every;
  }

  return { documents, corpus, match, find, hit, remarks, pieces };
})();
