// The pages of the server, as people meet them: by keyboard, without script, small, dark, and going back.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {check_accessibility, open_page, picture, serve, site} from './harness.mjs';

let server;
before(async () => { server = await serve(); });

const api = async (path) => (await fetch(`${server.url}/api/v1/${path}`)).json();
const open = async (t, path, settings) => {
  const page = await open_page(t, [server.url], settings);
  await page.goto(server.url + path);
  return page;
};
const in_words = ({paragraphs}) => `${paragraphs} paragraph${paragraphs === 1 ? '' : 's'}`;
const address = (page) => page.url().slice(server.url.length);

// One of each kind. `says` is of its title; `refused`: its status, of which Chromium's console tells.
const kinds = {
  front: {path: '/', says: /Findings/},
  search: {path: '/search?q=neglect&grade=adequate', says: /neglect.*paragraphs/},
  'search-empty': {path: '/search?q=neglct+of+the+LAC&authority=Wexborough', says: /neglct.*no paragraph|neglct/},
  'search-mistake': {path: '/search?q=grade:inadequat+neglect', says: /cannot be answered/, refused: 400},
  'report-numbered': {path: '/reports/lac-2013/wexborough/2013-09-13?hl=neglect', says: /Wexborough/},
  'report-judged': {path: '/reports/ilacs/quillshire/2024-01-26', says: /Quillshire/},
  themes: {path: '/themes?area=help-and-protection&unit=word', says: /Themes/},
  matrix: {path: '/matrix?area=help-and-protection&test=1', says: /Matrix/},
  concordance: {path: '/concordance?q=neglect', says: /Concordance: neglect/},
  compare: {path: '/compare?a=neglect&b=plans', says: /neglect.*plans/},
  reports: {path: '/reports', says: /reports/i},
  authority: {path: '/authorities/wexborough', says: /Wexborough/},
  authorities: {path: '/authorities', says: /authorities/i},
  help: {path: '/help', says: /ask/i},
  embed: {path: '/embed?authority=Wexborough&site=https://intranet.example', says: /box/},
  missing: {path: '/nothing-here', says: /./, refused: 404},
};

const titles = new Set();
for (const [name, kind] of Object.entries(kinds))
  test(`everybody can use it, in light, in the dark and in a narrow window: ${name}`, async (t) => {
    const page = await open(t, kind.path);
    assert.match(await page.title(), kind.says);
    assert.ok(!titles.has(await page.title()), 'titles differ from page to page');
    titles.add(await page.title());
    assert.equal(await page.locator('h1').count(), 1);
    for (const [look, width] of [['light', 1100], ['dark', 1100], ['narrow', 320]]) {
      await page.emulateMedia({colorScheme: look === 'dark' ? 'dark' : 'light'});
      await page.setViewportSize({width, height: 900});
      await picture(page, `${name}-${look}`, {fullPage: !name.startsWith('report-')});
      const out = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 5).map((one) => one.outerHTML.slice(0, 120)));
      assert.deepEqual(out, [], `nothing sticks out: ${look}`);
      await check_accessibility(page);
    }
    const expected = new RegExp(`status of ${kind.refused}`);
    assert.deepEqual(page.trouble.filter((line) => !expected.test(line)), []);
  });

test('somebody searches, narrows down and goes back by the keyboard alone', async (t) => {
  const page = await open(t, '/search');
  const focused = () => page.evaluate(() => document.activeElement.name || document.activeElement.textContent);
  await page.keyboard.press('Tab');
  assert.match(await focused(), /Skip to content/);
  for (let i = 0; await focused() !== 'q'; ++i) {
    assert.ok(i < 12, 'the box is near');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('neglect');
  await page.keyboard.press('Enter');
  const found = page.locator('#found');
  const {found: all} = await api('search?q=neglect');
  await found.getByText(in_words(all)).waitFor();
  assert.equal(address(page), '/search?q=neglect');
  await page.evaluate(() => { window.told = document.getElementById('found'); });
  for (let i = 0; await focused() !== 'grade'; ++i) {
    assert.ok(i < 400, 'grades are reached');
    await page.keyboard.press('Tab');
  }
  const chosen = await page.evaluate(() => document.activeElement.value);
  await page.keyboard.press('Space');
  const {found: some} = await api(`search?q=neglect&grade=${encodeURIComponent(chosen)}`);
  await found.getByText(in_words(some)).waitFor();
  assert.notEqual(some.paragraphs, all.paragraphs);
  assert.equal(await focused(), 'grade', 'the focus stays where it was');
  assert.match(address(page), /\?q=neglect&grade=/);
  assert.match(await page.title(), new RegExp(`neglect.*${some.paragraphs}`));
  await page.goBack();
  await found.getByText(in_words(all)).waitFor();
  assert.equal(address(page), '/search?q=neglect');
  assert.ok(await page.evaluate(() => window.told === document.getElementById('found')),
    'the page is the same, and so is the line that is read out when it changes');
  assert.deepEqual(page.trouble, []);
});

test('each filter finds as many paragraphs as stand beside it, and goes when its word is clicked', async (t) => {
  const page = await open(t, '/search?q=neglect');
  for (const field of ['grade', 'section', 'framework']) {
    const row = page.locator(`label.facet-row:has(input[name=${field}]:not(:disabled))`).first();
    await page.locator('details:has(> fieldset)').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    const count = await row.locator('.count').first().textContent();
    await row.locator('input').check();
    await page.locator('#results[aria-busy=false] .active-filters').waitFor();
    assert.match(await page.locator('#found').textContent(), new RegExp(`^${count} paragraph`), field);
    await page.locator('.active-filters a').first().click();
    await page.locator('.active-filters').waitFor({state: 'detached'});
    assert.equal(address(page), '/search?q=neglect');
  }
  assert.deepEqual(page.trouble, []);
});

test('without script the same search, filters and report are there', async (t) => {
  const page = await open(t, '/', {javaScriptEnabled: false});
  await page.locator('#q').fill('neglect');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=neglect/);
  await page.locator('input[name=grade][value=adequate]').check();
  await page.getByRole('button', {name: 'Apply filters'}).click();
  await page.waitForURL(/grade=adequate/);
  const {found, hits: [first]} = await api('search?q=neglect&grade=adequate');
  assert.ok((await page.locator('#found').textContent()).startsWith(in_words(found)));
  await page.locator('.hit a.citation', {hasText: first.citation}).or(page.locator('.hit a.citation')).first().click();
  await page.locator('article.report').waitFor();
  assert.match(address(page), /^\/reports\/.*\?hl=neglect#/);
  assert.ok(await page.locator('article.report mark').count() > 0);
  assert.deepEqual(page.trouble, []);
});

test('a citation is an address: its paragraph is in sight and lit up, and every paragraph has one', async (t) => {
  const {hits: [hit]} = await api('search?q=neglect&limit=1&sort=oldest');
  const [report, anchor] = hit.citation.split('#');
  const page = await open(t, `/reports/${report}?hl=neglect#${anchor}`);
  const paragraph = page.locator(`[id="${anchor}"]`);
  assert.ok((await paragraph.textContent()).includes(hit.text));
  assert.match(await paragraph.locator('mark').first().textContent(), /neglect/i);
  await page.waitForFunction((id) => {
    const {top} = document.getElementById(id).getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  }, anchor);
  const {hits} = await api(`search?q=*&report=${report}&limit=100&sort=index&duplicates=show`);
  assert.ok(hits.length > 20);
  const ids = await page.locator('.paragraph').evaluateAll((all) => all.map((one) => one.id));
  assert.deepEqual(hits.map(({citation}) => citation.split('#')[1]).filter((id) => !ids.includes(id)), []);
  assert.deepEqual(page.trouble, []);
});

test('one steps from match to match', async (t) => {
  const page = await open(t, '/reports/lac-2013/wexborough/2013-09-13?hl=neglect');
  const {found} = await api('search?q=neglect&report=lac-2013/wexborough/2013-09-13');
  assert.ok(found.paragraphs > 2);
  await page.getByRole('link', {name: 'First'}).click();
  const seen = [new URL(page.url()).hash];
  for (;;) {
    const next = page.locator(`[id="${seen.at(-1).slice(1)}"] .match-steps`).getByRole('link', {name: 'next'});
    if (!await next.count()) break;
    await next.click();
    seen.push(new URL(page.url()).hash);
    assert.ok(seen.length <= found.paragraphs);
  }
  assert.equal(seen.length, found.paragraphs);
});

test('a citation is copied', async (t) => {
  const page = await open(t, '/search?q=neglect');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const button = page.locator('button.copy').first();
  const whole = await button.getAttribute('data-copy');
  await button.click();
  await button.getByText('Copied').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), whole);
  const {hits: [first]} = await api('search?q=neglect');
  assert.ok(whole.includes(first.citation), whole);
});

test('/embed writes lines that work as they stand, on a page elsewhere', async (t) => {
  const elsewhere = await site({});
  const own = await serve('--allow-origin', elsewhere.url);
  const page = await open_page(t, [own.url, elsewhere.url]);
  await page.goto(`${own.url}/embed`);
  await page.getByLabel('Authority').selectOption({label: 'Wexborough'});
  await page.getByLabel('Paragraphs shown').fill('2');
  await page.getByLabel('Address of your site').fill(elsewhere.url);
  await page.getByRole('button', {name: 'Show this box'}).click();
  await page.waitForURL(/authority=Wexborough/);
  assert.ok(await page.getByText(`Pages of ${elsewhere.url} may already ask this server.`).isVisible());
  const lines = await page.locator('#snippet').inputValue();
  const policy = await page.locator('#for-policy').inputValue();
  assert.match(lines, /integrity="sha384-[A-Za-z0-9+/]{64}"/);
  const {found} = await api('search?q=neglect&authority=Wexborough');
  const ask = async () => {
    const box = page.locator('findings-search');
    await box.getByRole('combobox').fill('neglect');
    await page.keyboard.press('Enter');
    await box.locator('[part=hit]').first().waitFor();
    assert.match(await box.locator('[part=status]').textContent(), new RegExp(`^${in_words(found)}`));
    assert.equal(await box.locator('[part=hit]').count(), 2);
  };
  await ask();
  elsewhere.setPolicy(`default-src 'none'; ${policy}`);
  elsewhere.pages['/'] = `<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1>${lines}`;
  await page.goto(elsewhere.url);
  await ask();
  assert.deepEqual(page.trouble, []);
});

test('a script that is not the one whose hash stands there is not run, and the plain form stays', async (t) => {
  const elsewhere = await site({'/': `<!doctype html><html lang="en"><title>Elsewhere</title>
    <script type="module" src="${server.url}/embed.js" integrity="sha384-${'A'.repeat(64)}" crossorigin></script>
    <findings-search><form action="${server.url}/search"><label>Ask <input name="q"></label></form></findings-search>`
  });
  const page = await open_page(t, [server.url, elsewhere.url]);
  await page.goto(elsewhere.url);
  assert.ok(await page.getByRole('textbox', {name: 'Ask'}).isVisible());
  assert.match(page.trouble.join('\n'), /integrity/);
});

/// The first pixel of the chart, from the top and the left, that has the colour of bars: its place on the page.
const first_bar = (page) => page.locator('.chart canvas').evaluate((canvas) => {
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--bar').trim();
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4)
    if (wanted.every((value, k) => data[i + k] === value) && data[i + 3] === 255) {
      const scale = canvas.width / canvas.clientWidth, {left, top} = canvas.getBoundingClientRect();
      return {x: left + (i / 4 % canvas.width) / scale + 2, y: top + Math.floor(i / 4 / canvas.width) / scale + 3};
    }
  return null;
});

/// The same, once the chart is drawn in the colours that hold now.
async function drawn_bar(page) {
  for (const end = Date.now() + 10000; Date.now() < end; await page.waitForTimeout(50)) {
    const place = await first_bar(page);
    if (place) return place;
  }
  return null;
}

test('bars are drawn of the table, in light and in the dark, and lead where the table leads', async (t) => {
  const page = await open(t, '/themes?area=help-and-protection&unit=word');
  const canvas = page.locator('.chart canvas[role=img]');
  assert.match(await canvas.getAttribute('aria-label'), /the table has the numbers/);
  assert.ok(await drawn_bar(page), 'bars are there');
  await page.emulateMedia({colorScheme: 'dark'});
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const place = await drawn_bar(page);
  assert.ok(place, 'bars are there in the colour of the dark');
  const row = page.locator('#themes tbody tr').first();
  const [name, count] = [await row.locator('th a').textContent(), await row.locator('td.par').textContent()];
  await page.mouse.click(place.x, place.y);
  await page.waitForURL(/\/search\?/);
  assert.match(await page.locator('#found').textContent(), new RegExp(`^${count} paragraph`));
  assert.match(decodeURIComponent(page.url()), new RegExp(`phrase:"${name}"`));
  assert.deepEqual(page.trouble, []);
});

test('without script the themes are a table and no place is left empty for a chart', async (t) => {
  const page = await open(t, '/themes?area=help-and-protection&unit=word', {javaScriptEnabled: false});
  assert.ok(await page.locator('#themes tbody tr').count() > 2);
  assert.equal(await page.locator('figure').isVisible(), false);
  await page.getByLabel('Measured against').fill('area:looked-after-children');
  await page.keyboard.press('Enter');
  await page.waitForURL(/against=area/);
  assert.match(await page.locator('.sides').textContent(), /Against/);
  assert.deepEqual(page.trouble, []);
});

test('a cell of the heat map leads to as many paragraphs as it counts', async (t) => {
  const page = await open(t, '/matrix?measure=paragraphs&theme=neglect:+neglect&theme=plans:+plan');
  const cell = page.locator('#matrix td a').first();
  const count = await cell.textContent();
  assert.match(await page.locator('#matrix td:has(a)').first().getAttribute('title'), new RegExp(`^${count} paragraph`));
  await cell.click();
  await page.waitForURL(/\/search\?/);
  assert.match(await page.locator('#found').textContent(), new RegExp(`^${count} paragraph`));
  assert.deepEqual(page.trouble, []);
});

test('a line of a concordance leads to its paragraph, where what it shows is lit up', async (t) => {
  const page = await open(t, '/concordance?q=neglect');
  const row = page.locator('.kwic tbody tr').nth(2);
  const [left, match] = await Promise.all(['.left', '.centre'].map((one) => row.locator(one).textContent()));
  await row.locator('.from a').click();
  await page.waitForURL(/\/reports\/.*hl=neglect#/);
  const paragraph = page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`);
  assert.ok((await paragraph.textContent()).includes((left + match).trim()));
  assert.ok((await paragraph.locator('mark').allTextContents()).includes(match));
  assert.deepEqual(page.trouble, []);
});

test('a picture for the README', async (t) => {
  const page = await open(t, '/search?q=neglect&grade=adequate', {viewport: {width: 1280, height: 860}});
  await page.locator('.hit').first().waitFor();
  await picture(page, 'search');
});
