// <findings-search>: a search box over a Findings server for any page. docs/box.md says how it is used.
//
// The page's own plain form stands inside the element and is what people get without script. With script this takes its
// place: it asks the same of the same address, offers words while one types, and shows what is found in place.
// Everything is made by createElement and textContent and styled by a constructed sheet, so that it runs under the
// strictest Content-Security-Policy; nothing is stored, and nobody but the server is asked.

const home = new URL('.', import.meta.url).href;
const filterNames = ['authority', 'area', 'grade', 'framework'];
const pauseBeforeSuggesting = 120;  // ms
const patience = 15000;             // ms

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block; font-family: var(--findings-font, inherit); color: var(--findings-text, inherit) }
:host([hidden]), [hidden] { display: none !important }
* { box-sizing: border-box }
label { display: block; font-weight: bold; margin-bottom: .3em }
.row { display: flex; flex-wrap: wrap; gap: .5em }
.field { position: relative; flex: 1 1 12em }
input, button {
  font: inherit; padding: .5em .7em; border-radius: var(--findings-radius, .2em);
  border: 2px solid var(--findings-border, CanvasText)
}
input { width: 100%; background: var(--findings-background, Field); color: var(--findings-text, FieldText) }
button, [role=option][aria-selected=true] {
  background: var(--findings-accent, CanvasText); color: var(--findings-on-accent, Canvas);
  forced-color-adjust: none  /* no plate behind the text, in the very colour of the text */
}
button { cursor: pointer }
.plain {
  background: none; color: inherit; border: 0; padding: 0; text-decoration: underline; text-align: start
}
:focus-visible { outline: 3px solid var(--findings-focus, currentColor); outline-offset: 2px }
button:focus-visible { outline-color: var(--findings-focus, CanvasText) }
ul, ol { list-style: none; margin: 0; padding: 0 }
[role=listbox] {
  position: absolute; z-index: 9; inset-inline: 0; top: 100%; max-height: 22em; overflow: auto;
  background: var(--findings-background, Canvas); color: var(--findings-text, CanvasText);
  border: 2px solid var(--findings-border, CanvasText)
}
[role=option] { display: flex; flex-wrap: wrap; gap: 0 .7em; padding: .45em .7em; cursor: pointer }
[role=option] > :last-child { margin-inline-start: auto }
[role=option]:hover { text-decoration: underline }
[role=option][aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px }
.small { font-size: .875em }
cite { font-style: normal }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
p, blockquote, h1, h2, h3, h4, h5, h6 { margin: .4em 0; overflow-wrap: anywhere }
h1, h2, h3, h4, h5, h6 { font-size: 1.1em }
ol > li {
  padding: .7em 0; border-top: 1px solid var(--findings-line, color-mix(in srgb, currentColor 35%, transparent))
}
a { color: var(--findings-link, inherit) }
mark { background: var(--findings-mark, Mark); color: var(--findings-on-mark, MarkText) }
@media print { form { display: none } }
`);

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const counted = (number, one) => `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`;
const paragraphsInReports = (found) =>
  `${counted(found.paragraphs, 'paragraph')} in ${counted(found.reports, 'report')}`;

/// The sentences that match, or all where none is marked, with what matched in <mark>. Offsets count code points.
function excerpt(hit) {
  const letters = Array.from(hit.text);
  const text = (from, to) => letters.slice(from, to).join('');
  const nodes = [];
  let end = 0;
  for (const part of hit.snippet.length ? hit.snippet : [{start: 0, length: letters.length}]) {
    if (part.start > end) nodes.push(end ? ' … ' : '… ');
    let at = part.start;
    end = part.start + part.length;
    for (const match of hit.matches) {
      if (match.start < at || match.start + match.length > end) continue;
      nodes.push(text(at, match.start));
      at = match.start + match.length;
      nodes.push(make('mark', {part: 'match'}, text(match.start, at)));
    }
    nodes.push(text(at, end));
  }
  if (end < letters.length) nodes.push(' …');
  return nodes;
}

class FindingsSearch extends HTMLElement {
  #asked = {};  // what is under way: an AbortController each for suggestions and results
  #offers = [];
  #active = -1;
  #pause;
  #input; #list; #form; #extra; #offered; #status; #results;  // parts of the shadow tree

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({mode: 'open', delegatesFocus: true});
    root.adoptedStyleSheets = [sheet];

    const plain = this.querySelector('form');
    const typed = plain?.querySelector('[name=q]');
    const label = plain?.querySelector('label')?.textContent.trim() || 'Search inspection reports';
    const button = plain?.querySelector('button')?.textContent.trim() || 'Search';
    this.#input = make('input', {
      part: 'input', id: 'input', name: 'q', type: 'text', required: '', enterkeyhint: 'search',
      autocomplete: 'off', spellcheck: 'true', role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
      'aria-controls': 'list'
    });
    this.#input.value = typed?.value ?? '';
    this.#list = make('ul', {part: 'list', id: 'list', role: 'listbox', 'aria-label': 'Suggestions', hidden: ''});
    this.#extra = make('span', {hidden: ''});
    this.#form = make('form', {part: 'form', role: 'search', method: 'get', 'aria-labelledby': 'label'},
      make('label', {part: 'label', id: 'label', for: 'input'}, label),
      make('div', {class: 'row', part: 'row'},
        make('div', {class: 'field', part: 'field'}, this.#input, this.#list),
        make('button', {part: 'button'}, button)),
      this.#extra);
    this.#offered = make('p', {class: 'away', role: 'status'});
    this.#status = make('p', {part: 'status', role: 'status'});
    this.#results = make('div', {part: 'results'});
    root.append(make('div', {part: 'box', lang: this.lang || 'en'},
      this.#form, this.#offered, this.#status, this.#results));

    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#pressed(event));
    this.#input.addEventListener('blur', () => this.#close());
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());  // keeps the focus in the input
    this.#list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
    this.#form.addEventListener('submit', (event) => this.#submitted(event));
    if (plain?.contains(document.activeElement)) this.#input.focus();
  }

  disconnectedCallback() {
    clearTimeout(this.#pause);
    for (const control of Object.values(this.#asked)) control.abort();
  }

  #address(path) {
    const server = this.getAttribute('server') || home;
    return new URL(path, server.endsWith('/') ? server : server + '/').href;
  }

  /// The question as its address has it. Fields of the plain form count; the element's attributes stand in their place.
  #question() {
    const plain = this.querySelector('form');
    const question = new URLSearchParams({q: this.#input.value.trim()});
    for (const [name, value] of plain ? new FormData(plain) : [])
      if (name !== 'q' && value) question.append(name, value);
    for (const name of filterNames) {
      if (!this.hasAttribute(name)) continue;
      question.delete(name);
      for (const value of this.getAttribute(name).split('|'))
        if (value.trim()) question.append(name, value.trim());
    }
    return question;
  }

  #page() {
    const action = this.querySelector('form')?.getAttribute('action');
    return action ? new URL(action, document.baseURI).href : this.#address('search');
  }

  /// A reply as JSON. What was asked before of the same kind is given up: its reply can come no more.
  async #ask(kind, path, parameters) {
    this.#asked[kind]?.abort();
    const control = this.#asked[kind] = new AbortController();
    const late = setTimeout(() => control.abort(new Error('no answer in time')), patience);
    try {
      const reply = await fetch(this.#address(`api/v1/${path}?${parameters}`), {
        signal: control.signal, headers: {Accept: 'application/json'},
        credentials: 'omit', referrerPolicy: 'no-referrer'
      });
      const json = await reply.json();
      control.signal.throwIfAborted();
      if (!reply.ok) throw Object.assign(new Error(), {told: json.error});
      return json;
    } finally {
      clearTimeout(late);
    }
  }

  // While somebody types.

  #typed() {
    clearTimeout(this.#pause);
    this.#asked.suggest?.abort();
    const text = this.#input.value;
    this.#activate(-1);
    if (!text.trim()) this.#close();
    else this.#pause = setTimeout(() => this.#suggest(), pauseBeforeSuggesting);
  }

  async #suggest(then = () => {}) {
    const text = this.#input.value;
    try {
      const reply = await this.#ask('suggest', 'suggest', new URLSearchParams({q: text, limit: 8}));
      if (this.shadowRoot.activeElement !== this.#input) return;
      this.#offer(text, reply.suggestions);
      then();
    } catch {
      // Somebody can search without suggestions; that the server is away is said when they do.
    }
  }

  #offer(text, suggestions) {
    const typedBefore = (one) => Array.from(text).slice(0, one.start).join('');
    // The counts are of the suggestion alone: said where other words or filters leave less.
    const isAlone = (one) => !typedBefore(one).trim() && [...this.#question()].length === 1;
    const counts = (one) => paragraphsInReports(one) + (isAlone(one) ? '' : ', by itself');
    this.#offers = suggestions.map((one) => typedBefore(one) + (one.field ? `${one.field}:"${one.text}"` : one.text));
    this.#list.replaceChildren(...suggestions.map((one, place) =>
      make('li', {part: 'option', role: 'option', id: `option-${place}`, 'aria-selected': 'false'},
        make('span', {part: 'suggestion'}, one.text), ' ',
        make('span', {part: 'kind', class: 'small'}, one.field ?? ''), ' ',
        make('span', {part: 'count', class: 'small'}, counts(one)))));
    this.#activate(-1);
    this.#list.hidden = !suggestions.length;
    this.#input.setAttribute('aria-expanded', String(!this.#list.hidden));
    this.#offered.textContent = 
      suggestions.length ? `${counted(suggestions.length, 'suggestion')}, down arrow to choose` : '';
  }

  #close() {
    clearTimeout(this.#pause);
    this.#asked.suggest?.abort();
    this.#offer('', []);
  }

  #activate(place) {
    this.#active = place;
    [...this.#list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === place)));
    const option = this.#list.children[place];
    option?.scrollIntoView({block: 'nearest'});
    if (option) this.#input.setAttribute('aria-activedescendant', option.id);
    else this.#input.removeAttribute('aria-activedescendant');
  }

  #choose(place) {
    this.#input.value = this.#offers[place];
    this.#close();
    this.#form.requestSubmit();
  }

  /// The keys of a combobox with a list, as the ARIA Authoring Practices have them.
  #pressed(event) {
    const isOpen = !this.#list.hidden, last = this.#offers.length - 1;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const acts = {
      ArrowDown: () => {
        if (!isOpen) this.#suggest(() => event.altKey || this.#activate(0));
        else if (!event.altKey) this.#activate(this.#active < last ? this.#active + 1 : -1);
      },
      ArrowUp: () => {
        if (event.altKey) this.#close();
        else if (!isOpen) this.#suggest(() => this.#activate(this.#offers.length - 1));
        else this.#activate(this.#active < 0 ? last : this.#active - 1);
      },
      Enter: () => this.#choose(this.#active),
      Escape: () => isOpen ? this.#close() : this.#input.value = '',
    };
    if (['Home', 'End', 'ArrowLeft', 'ArrowRight'].includes(event.key)) this.#activate(-1);
    if (!acts[event.key] || (event.key === 'Enter' && this.#active < 0)) return;
    if (!isOpen && !this.#input.value) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  // Search.

  #submitted(event) {
    this.#close();
    const question = this.#question(), target = this.getAttribute('target');
    const detail = {q: question.get('q'), question: question.toString()};
    const isWanted = this.#tell('findings:search', detail, true);
    if (!isWanted || !target) event.preventDefault();
    if (!target && isWanted) this.#search(question);
    if (!target || !isWanted) return;
    this.#form.action = this.#page();
    this.#form.target = target;
    question.delete('q');
    this.#extra.replaceChildren(...[...question].map(([name, value]) => make('input', {type: 'hidden', name, value})));
  }

  #tell(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, cancelable, detail}));
  }

  async #search(question) {
    const asked = new URLSearchParams(question);
    asked.set('limit', this.getAttribute('limit') || 5);
    this.#status.textContent = 'Searching…';
    this.#results.setAttribute('aria-busy', 'true');
    try {
      const reply = await this.#ask('search', 'search', asked);
      this.#show(question, reply);
      this.#tell('findings:results', {q: question.get('q'), found: reply.found, hits: reply.hits});
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#status.textContent = error.told ? [error.told.message, error.told.hint].filter(Boolean).join('; ')
        : 'The search server does not answer. Try again later, or ask on its own page.';
      this.#results.replaceChildren(this.#all(question, 'Ask on the search page'));
    }
    this.#results.removeAttribute('aria-busy');
  }

  #all(question, text) {
    return make('p', {part: 'more'}, make('a', {part: 'link', href: `${this.#page()}?${question}`}, text));
  }

  #show(question, reply) {
    const {found, hits, query, suggestion} = reply, q = question.get('q');
    this.#status.textContent = found.paragraphs ? paragraphsInReports(found) : `Nothing found for “${q}”`;
    const notes = [...reply.notes ?? []];
    if (query.ignored.length) notes.push(`Not searched for: ${query.ignored.join(', ')}.`);
    for (const {typed, also} of query.expanded)
      notes.push(`Searched for ${typed} and also ${also.map((one) => one.text).join(', ')}.`);
    this.#results.replaceChildren(...notes.map((note) => make('p', {part: 'note', class: 'small'}, note)));
    if (suggestion) {
      const other = make('button', {part: 'correction', class: 'plain', type: 'button'}, suggestion.text);
      other.addEventListener('click', () => {
        this.#input.value = suggestion.text;
        this.#input.focus();
        this.#form.requestSubmit();
      });
      this.#results.append(make('p', {}, 'Did you mean ', other, ` (${paragraphsInReports(suggestion.found)})?`));
    }
    this.#results.append(make('ol', {part: 'hits', role: 'list'}, ...hits.map((hit) => this.#hit(hit, q))));
    if (found.paragraphs) this.#results.append(this.#all(question, `All ${counted(found.paragraphs, 'paragraph')}`));
  }

  #hit(hit, q) {
    const level = Math.min(6, Math.max(1, parseInt(this.getAttribute('heading-level')) || 3));
    const report = this.#address('reports/' + hit.report.split('/').map(encodeURIComponent).join('/'));
    const anchor = hit.citation.slice(hit.report.length);
    const day = hit.inspected && new Date(hit.inspected).toLocaleDateString(this.lang || 'en-GB',
      {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});
    const source = [make('cite', {part: 'citation'}, hit.citation)];
    if (hit.grade) source.push(' · ', make('span', {part: 'grade'},
      hit.grade + (hit.grade_from === 'overall' ? ' (overall)' : '')));
    if (hit.copies.length) source.push(` · the same text in ${counted(hit.copies.length, 'other paragraph')}`);
    return make('li', {part: 'hit'},
      make(`h${level}`, {part: 'title'},
        make('a', {part: 'link', href: `${report}?${new URLSearchParams({hl: q})}${anchor}`},
          [hit.authority ?? hit.title, day].filter(Boolean).join(', '))),
      make('p', {part: 'section', class: 'small'}, hit.section.join(' › ')),
      make('blockquote', {part: 'text'}, ...excerpt(hit)),
      make('p', {part: 'source', class: 'small'}, ...source));
  }
}

if (!customElements.get('findings-search')) customElements.define('findings-search', FindingsSearch);
