// The box on a stranger's page, whose policy allows nothing but the server: what a reader of that page meets.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {check_accessibility, open_page, picture, serve, site} from './harness.mjs';

let server, stranger;

const plain_form = (fields = '') => `<form method="get" action="${server.url}/search">${fields}
  <label>Search inspection reports <input name="q"></label> <button>Search</button></form>`;
const box = (attributes = '', inside = plain_form()) => `<findings-search ${attributes}>${inside}</findings-search>`;
const page_with = (...boxes) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
  <title>Council intranet</title><script type="module" src="${server.url}/embed.js"></script></head>
  <body><main><h1>Council intranet</h1><h2>Inspection reports</h2>${boxes.join('')}</main></body></html>`;

const api = async (path) => (await fetch(`${server.url}/api/v1/${path}`)).json();
const input = (page) => page.getByRole('combobox');
const options = (page) => page.getByRole('option');
const status = (page) => page.locator('[part=status]');
const hits = (page) => page.locator('[part=hit]');
const in_words = ({paragraphs, reports}) =>
  `${paragraphs} paragraph${paragraphs === 1 ? '' : 's'} in ${reports} report${reports === 1 ? '' : 's'}`;

/// The stranger's page with these boxes, opened.
async function open(t, boxes = [box()], settings = {}) {
  stranger.pages['/'] = page_with(...boxes);
  const page = await open_page(t, [stranger.url, server.url], settings);
  await page.goto(stranger.url);
  return page;
}

async function search(page, question) {
  await input(page).fill(question);
  await page.keyboard.press('Enter');
  await page.locator('[part=results]:not([aria-busy])').waitFor({state: 'attached'});
}

/// The text of the option that is active, as the input refers to it; null where none is.
const active = (page) => input(page).evaluate((element) => {
  const id = element.getAttribute('aria-activedescendant');
  const option = id && element.getRootNode().getElementById(id);
  return option ? (option.getAttribute('aria-selected') === 'true' ? option.textContent : 'not selected') : null;
});

before(async () => {
  stranger = await site({});
  server = await serve('--allow-origin', stranger.url);
  stranger.setPolicy(`default-src 'none'; script-src ${server.url}; connect-src ${server.url}; ` +
    `form-action ${server.url}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`);
});

test('the script is small, may be loaded by any page, and stays the same', async () => {
  const reply = await fetch(`${server.url}/embed.js`);
  const script = await reply.text();
  assert.ok(Buffer.byteLength(script) <= 15000, `${Buffer.byteLength(script)} bytes`);
  assert.equal(reply.headers.get('access-control-allow-origin'), '*');
  assert.equal(reply.headers.get('cross-origin-resource-policy'), 'cross-origin');
  const again = await fetch(`${server.url}/embed.js`, {headers: {'If-None-Match': reply.headers.get('etag')}});
  assert.equal(again.status, 304);
});

test('what is found is shown in place: counted, cited, lit up, and linked to its paragraph', async (t) => {
  const page = await open(t);
  await search(page, 'neglect');
  const {found, hits: [first]} = await api('search?q=neglect&limit=5');
  assert.equal(await status(page).textContent(), in_words(found));
  assert.equal(await hits(page).count(), 5);
  const hit = hits(page).first();
  assert.equal(await hit.locator('[part=citation]').textContent(), first.citation);
  assert.equal(await hit.locator('[part=section]').textContent(), first.section.join(' › '));
  assert.equal(await hit.locator('[part=grade]').textContent(), first.grade);
  assert.match(await hit.locator('[part~=match]').first().textContent(), /^neglect/i);
  const link = new URL(await hit.getByRole('link').getAttribute('href'));
  assert.equal(link.pathname.slice('/reports/'.length) + link.hash, first.citation);
  assert.equal(link.searchParams.get('hl'), 'neglect');
  const all = page.getByRole('link', {name: `All ${found.paragraphs} paragraphs`});
  assert.equal(await all.getAttribute('href'), `${server.url}/search?q=neglect`);
  await picture(page, 'box');
  assert.deepEqual(page.trouble, []);
});

test('nothing is stored, and nobody but the server is asked', async (t) => {
  const page = await open(t);
  await input(page).pressSequentially('wex');
  await options(page).first().waitFor();
  await search(page, 'neglect');
  assert.deepEqual(await page.context().cookies(), []);
  const stored = await page.evaluate(async () =>
    [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
  assert.deepEqual(stored, [0, 0, 0]);
  assert.deepEqual(page.trouble, []);
});

test('suggestions are reached, left, and chosen by the keyboard alone', async (t) => {
  const page = await open(t);
  await page.keyboard.press('Tab');
  assert.ok(await input(page).evaluate((element) => element.getRootNode().activeElement === element));
  assert.equal(await input(page).getAttribute('aria-expanded'), 'false');
  await page.keyboard.type('ca');
  await options(page).first().waitFor();
  const texts = await options(page).allTextContents();
  assert.ok(texts.length > 2, texts.join('; '));
  assert.equal(await input(page).getAttribute('aria-expanded'), 'true');
  assert.equal(await active(page), null, 'nothing is chosen before somebody does');
  for (const [key, expected] of [
    ['ArrowDown', texts[0]], ['ArrowDown', texts[1]], ['ArrowUp', texts[0]], ['ArrowUp', null],
    ['ArrowUp', texts.at(-1)], ['ArrowDown', null], ['ArrowDown', texts[0]], ['Home', null],
    ['ArrowDown', texts[0]], ['End', null]]) {
    await page.keyboard.press(key);
    assert.equal(await active(page), expected, key);
  }
  assert.equal(await input(page).evaluate((element) => element.selectionStart), 2, 'End goes to the end of the text');
  await page.keyboard.press('Escape');
  assert.equal(await options(page).count(), 0);
  assert.equal(await input(page).inputValue(), 'ca', 'the first Escape closes the list alone');
  await page.keyboard.press('Alt+ArrowDown');
  await options(page).first().waitFor();
  assert.equal(await active(page), null, 'Alt and down arrow open the list and choose nothing');
  await page.keyboard.press('Alt+ArrowUp');
  assert.equal(await options(page).count(), 0);
  await page.keyboard.press('Escape');
  assert.equal(await input(page).inputValue(), '', 'the second Escape clears the text');
  await page.keyboard.press('ArrowDown');
  assert.equal(await options(page).count(), 0, 'nothing typed, nothing offered');
  assert.deepEqual(page.trouble, []);
});

test('choosing a suggestion finds as many paragraphs as it says', async (t) => {
  const page = await open(t);
  for (const typed of ['wex', 'looked af', 'negl', 'neglect wex']) {
    const {suggestions: [first]} = await api(`suggest?q=${encodeURIComponent(typed)}&limit=1`);
    await input(page).fill('');
    await input(page).pressSequentially(typed);
    await options(page).first().waitFor();
    assert.equal(await options(page).first().locator('[part=count]').textContent(),
      in_words(first) + (first.start > 0 ? ', by itself' : ''), typed);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('[part=results]:not([aria-busy])').waitFor({state: 'attached'});
    assert.equal(await options(page).count(), 0);
    const chosen = first.field ? `${first.field}:"${first.text}"` : first.text;
    const whole = typed.startsWith('neglect ') ? `neglect ${chosen}` : chosen;
    assert.equal(await input(page).inputValue(), whole);
    const {found} = await api(`search?limit=1&q=${encodeURIComponent(whole)}`);
    assert.equal(await status(page).textContent(), in_words(found));
    if (whole === chosen) assert.equal(found.paragraphs, first.paragraphs, typed);
  }
  assert.deepEqual(page.trouble, []);
});

test('a suggestion is chosen with the mouse, and the focus stays where one types', async (t) => {
  const page = await open(t);
  await input(page).pressSequentially('wex');
  await options(page).first().click();
  await hits(page).first().waitFor();
  assert.equal(await input(page).inputValue(), 'authority:"Wexborough"');
  assert.ok(await input(page).evaluate((element) => element.getRootNode().activeElement === element));
});

test('an answer that comes late never takes the place of a later one', async (t) => {
  const page = await open(t);
  const held = [], failed = [];
  await page.route(/api\/v1\/(search|suggest)\?q=(neglect|wex)(&|$)/, (route) => { held.push(route); });
  page.on('requestfailed', (request) => failed.push(request.url()));
  await input(page).fill('neglect');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('findings-search').shadowRoot
    .querySelector('[part=status]').textContent === 'Searching…');
  await search(page, 'drift');
  const shown = await page.locator('[part=results]').innerText();
  for (const route of held) await route.continue().catch(() => {});
  assert.ok(held.length >= 1);
  assert.ok(failed.some((url) => url.includes('search?q=neglect')), 'the earlier question was given up');

  held.length = 0;
  await input(page).fill('');
  const asked = page.waitForRequest(/suggest\?q=wex&/);
  await input(page).pressSequentially('wex');
  await asked;
  await input(page).fill('looked af');
  await options(page).first().waitFor();
  const offered = await options(page).allTextContents();
  for (const route of held) await route.continue().catch(() => {});
  await page.waitForTimeout(300);
  assert.deepEqual(await options(page).allTextContents(), offered);
  assert.equal(await page.locator('[part=results]').innerText(), shown);
  assert.deepEqual(page.trouble.filter((line) => !line.includes('ERR_')), []);
});

test('two boxes on a page keep out of each other, each within its own filters', async (t) => {
  const named = (name) => plain_form().replace('Search inspection reports', name);
  const page = await open(t, [
    '<h3>Your own authority</h3>',
    box('authority="wexborough" limit="3" heading-level="4" id="one"', named('In Wexborough')),
    box('area="looked-after-children|adoption" grade="adequate" id="two"', named('Adequate care'))]);
  const [one, two] = [page.locator('#one'), page.locator('#two')];
  for (const [each, filters] of [[one, 'authority=wexborough'],
    [two, 'area=looked-after-children&area=adoption&grade=adequate']]) {
    await each.getByRole('combobox').fill('neglect');
    await each.getByRole('button').click();
    await hits(each).first().waitFor();
    const {found} = await api(`search?q=neglect&${filters}`);
    assert.equal(await status(each).textContent(), in_words(found));
    assert.equal(await each.locator('[part=more] a').getAttribute('href'), `${server.url}/search?q=neglect&${filters}`);
  }
  assert.equal(await hits(one).count(), 3);
  assert.equal(await one.locator('h4').count(), 3);
  assert.equal(await two.locator('h3').count(), 5);
  await one.getByRole('combobox').fill('');
  await one.getByRole('combobox').pressSequentially('ca');
  await options(one).first().waitFor();
  assert.equal(await options(two).count(), 0);
  assert.match(await options(one).first().textContent(), /, by itself$/, 'the counts are not those within the filter');
  await check_accessibility(page);
  assert.deepEqual(page.trouble, []);
});

test('a correction, left out words and words searched for as well are shown', async (t) => {
  const page = await open(t);
  await search(page, 'neglct of the LAC');
  assert.equal(await status(page).textContent(), 'Nothing found for “neglct of the LAC”');
  const notes = await page.locator('[part=note]').allTextContents();
  assert.ok(notes.includes('Not searched for: of, the.'), notes.join('\n'));
  assert.ok(notes.some((note) => note.startsWith('Searched for LAC and also looked after children')), notes.join('\n'));
  await page.getByRole('button', {name: 'neglect of the LAC'}).click();
  await hits(page).first().waitFor();
  assert.equal(await input(page).inputValue(), 'neglect of the LAC');
});

test('a mistake in a question is explained', async (t) => {
  const page = await open(t);
  await search(page, 'grade:inadequat neglect');
  assert.match(await status(page).textContent(), /did you mean.*inadequate/);
  assert.equal(await hits(page).count(), 0);
});

test('nothing that a reply holds becomes markup', async (t) => {
  const page = await open(t);
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  await page.route(/api\/v1\/search/, async (route) => {
    const reply = await route.fetch();
    const json = await reply.json();
    Object.assign(json.hits[0], {text: evil, snippet: [], matches: [{start: 0, length: 4}], authority: evil,
      section: [evil], grade: evil, citation: json.hits[0].report + '#' + evil});
    await route.fulfill({response: reply, json});
  });
  await page.route(/api\/v1\/suggest/, async (route) => {
    const reply = await route.fetch();
    const json = await reply.json();
    json.suggestions[0].text = evil;
    await route.fulfill({response: reply, json});
  });
  await input(page).pressSequentially('ne');
  await options(page).first().waitFor();
  assert.equal(await options(page).first().locator('[part=suggestion]').textContent(), evil);
  await search(page, 'neglect');
  assert.equal(await hits(page).first().locator('[part=text]').textContent(), evil);
  assert.equal(await page.locator('findings-search img, findings-search script').count(), 0);
  assert.equal(await page.title(), 'Council intranet');
});

test('the page hears of searches and results, and can take a search over', async (t) => {
  const page = await open(t);
  await page.evaluate(() => {
    window.heard = [];
    for (const name of ['findings:search', 'findings:results'])
      document.addEventListener(name, (event) => {
        window.heard.push([name, event.target.localName, event.composed, event.detail]);
        if (event.detail.q === 'mine') event.preventDefault();
      });
  });
  await search(page, 'neglect');
  await search(page, 'mine');
  const {found} = await api('search?q=neglect');
  const heard = await page.evaluate(() => window.heard);
  assert.deepEqual(heard.map(([name, target, composed, detail]) => [name, target, composed, detail.q]), [
    ['findings:search', 'findings-search', true, 'neglect'],
    ['findings:results', 'findings-search', true, 'neglect'],
    ['findings:search', 'findings-search', true, 'mine']]);
  assert.deepEqual(heard[1][3].found, found);
  assert.equal(heard[1][3].hits.length, 5);
  assert.equal(await status(page).textContent(), in_words(found), 'what was shown stays');
});

test('with a target the question goes to the page of the server, filters and all', async (t) => {
  const page = await open(t, [
    box('target="_self" area="adoption"', plain_form('<input type="hidden" name="sort" value="newest">'))]);
  await input(page).fill('child');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.url}/search?q=child&sort=newest&area=adoption`);
});

test('without script the form asks the server\'s page', async (t) => {
  const page = await open(t, [box('', plain_form('<input type="hidden" name="area" value="adoption">'))],
    {javaScriptEnabled: false});
  await page.getByLabel('Search inspection reports').fill('child');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.url}/search?area=adoption&q=child`);
});

test('what somebody has typed before the script comes is kept', async (t) => {
  let load;
  const page = await open_page(t, [stranger.url, server.url]);
  await page.route(/embed\.js/, (route) => { load = () => route.continue(); });
  stranger.pages['/'] = page_with(box());
  await page.goto(stranger.url, {waitUntil: 'commit'});
  await page.getByLabel('Search inspection reports').fill('negl');
  await load();
  await input(page).waitFor();
  assert.equal(await input(page).inputValue(), 'negl');
  await page.keyboard.type('ect');
  assert.equal(await input(page).inputValue(), 'neglect');
});

test('while the server is away the plain form stands there; when it goes away later that is said', async (t) => {
  const [kept, away] = [server, await serve('--allow-origin', stranger.url)];
  try {
    server = away;
    stranger.setPolicy(`default-src 'none'; script-src ${away.url}; connect-src ${away.url}; form-action ${away.url}`);
    const page = await open(t);
    await search(page, 'neglect');
    await away.stop();
    await search(page, 'drift');
    assert.equal(await status(page).textContent(),
      'The search server does not answer. Try again later, or ask on its own page.');
    assert.equal(await page.getByRole('link', {name: 'Ask on the search page'}).getAttribute('href'),
      `${away.url}/search?q=drift`);
    assert.equal(await hits(page).count(), 0, 'what was found before is not taken for an answer');
    await page.reload();
    assert.ok(await page.getByRole('textbox', {name: 'Search inspection reports'}).isVisible());
    assert.ok(await page.getByRole('button', {name: 'Search'}).isVisible());
    assert.equal(await page.locator('findings-search form').getAttribute('action'), `${away.url}/search`);
  } finally {
    server = kept;
    stranger.setPolicy(`default-src 'none'; script-src ${kept.url}; connect-src ${kept.url}; form-action ${kept.url}`);
  }
});

test('a page that the server does not know is told so, and nothing else', async (t) => {
  const other = await site({'/': page_with(box())});
  const page = await open_page(t, [other.url, server.url]);
  await page.goto(other.url);
  await search(page, 'neglect');
  assert.match(await status(page).textContent(), /does not answer/);
  assert.match(page.trouble.join('\n'), /blocked by CORS policy/);
});

test('a server that never answers is given up after a while', async (t) => {
  const page = await open_page(t, [stranger.url, server.url]);
  await page.clock.install();
  stranger.pages['/'] = page_with(box());
  await page.goto(stranger.url);
  await page.route(/api\/v1\/search/, () => {});
  await input(page).fill('neglect');
  await page.keyboard.press('Enter');
  await page.clock.runFor(14_000);
  assert.equal(await status(page).textContent(), 'Searching…');
  await page.clock.runFor(2_000);
  await page.getByText('The search server does not answer.').waitFor();
});

for (const [name, settings] of Object.entries({
  light: {colorScheme: 'light'}, dark: {colorScheme: 'dark'}, forced: {forcedColors: 'active'},
  narrow: {viewport: {width: 320, height: 700}}}))
  test(`everybody can use it: ${name}`, async (t) => {
    const page = await open(t, undefined, settings);
    await check_accessibility(page);
    await search(page, 'neglect');
    await check_accessibility(page);
    await input(page).fill('');
    await input(page).pressSequentially('looked');
    await options(page).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await check_accessibility(page);
    await picture(page, `box-${name}`);
    // In forced colours Chromium paints a plate of the page's colour behind text: over our own it hides the text.
    for (const part of ['button', 'option'])
      assert.equal(await page.locator(`[part=${part}]`).first().evaluate(
        (element) => getComputedStyle(element).forcedColorAdjust), 'none');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    assert.deepEqual(page.trouble, []);
  });
