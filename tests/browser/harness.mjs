// What the browser tests stand on: a findings server on a free port, web sites of strangers, and pages of Debian's
// Chromium that write down whatever goes wrong on them.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {mkdirSync, readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {after} from 'node:test';

const {FINDINGS_PROGRAM, FINDINGS_TEST_INDEX, BROWSER_TESTS_FOLDER} = process.env;
const require = createRequire(`${BROWSER_TESTS_FOLDER}/`);
const {chromium} = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pictures = `${BROWSER_TESTS_FOLDER}/pictures`;
mkdirSync(pictures, {recursive: true});

let browser;
const endings = [];  // registered here, since what is registered in a test or hook ends with that
after(async () => {
  for (const end of endings) await end();
});

/// `findings serve` over the sample reports: {url, stop}. Ends with the tests.
export async function serve(...options) {
  const server = spawn(FINDINGS_PROGRAM,
    ['serve', '--index', FINDINGS_TEST_INDEX, '--listen', '127.0.0.1:0', '--workers', '16', ...options],
    {stdio: ['ignore', 'ignore', 'pipe']});
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const log = [];
  const stop = async () => {
    server.kill('SIGTERM');
    assert.equal(await ended, 0, `the server ends well when told to; its log ends:\n${log.slice(-30).join('\n')}`);
  };
  const url = await new Promise((resolve, reject) => {
    createInterface({input: server.stderr}).on('line', (line) => {
      log.push(line);
      const listening = /listening on (http:[^"]+)\//.exec(line);
      if (listening) resolve(listening[1]);
    });
    server.on('exit', () => reject(new Error(`the server ended:\n${log.join('\n')}`)));
  });
  endings.push(stop);
  return {url, log, stop};
}

/// A web site of somebody else's: `pages` is {path: html}, sent with that Content-Security-Policy. {url, pages, asked}
export async function site(pages, policy) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const html = pages[request.url.split('?')[0]];
    response.writeHead(html === undefined ? 404 : 200, {'Content-Type': 'text/html; charset=utf-8',
      ...(policy && {'Content-Security-Policy': policy})});
    response.end(html ?? '<!doctype html><html lang="en"><title>Nothing here</title><h1>Nothing here</h1>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => { server.closeAllConnections(); server.close(); });
  return {url: `http://127.0.0.1:${server.address().port}`, pages, asked, setPolicy: (text) => { policy = text; }};
}

/// A page in a window of its own, closed with the test `t`. `page.trouble` collects what the console complains of
/// (breaches of the policy among it), errors of scripts, and requests to other places than `origins`.
export async function open_page(t, origins, options = {}) {
  if (!browser) {
    browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium'});
    endings.unshift(() => browser.close());
  }
  const context = await browser.newContext({viewport: {width: 1100, height: 900}, reducedMotion: 'reduce', ...options});
  context.setDefaultTimeout(20_000);
  t.after(() => context.close());
  const page = await context.newPage();
  page.trouble = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.trouble.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => page.trouble.push(`${page.url()}: ${error}`));
  page.on('request', (request) => {
    if (!origins.includes(new URL(request.url()).origin) && !request.url().startsWith('data:'))
      page.trouble.push(`${page.url()}: asked for ${request.url()}`);
  });
  return page;
}

export const picture = (page, name, options = {}) => page.screenshot({path: `${pictures}/${name}.png`, ...options});

/// Fails with every rule of axe-core that the page breaks, and where.
export async function check_accessibility(page) {
  // In a world of its own: the page's policy is not loosened for it.
  const session = await page.context().newCDPSession(page);
  const {frameTree} = await session.send('Page.getFrameTree');
  const {executionContextId: contextId} = await session.send('Page.createIsolatedWorld',
    {frameId: frameTree.frame.id, worldName: 'axe'});
  const run = async (expression) => {
    const {result, exceptionDetails} = await session.send('Runtime.evaluate',
      {expression, contextId, awaitPromise: true, returnByValue: true});
    assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
    return result.value;
  };
  await run(axeSource + '; 0');
  const {violations, passes} = await run(`axe.run(document, {resultTypes: ['violations']}).then(
    ({violations, passes}) => ({passes: passes.length, violations: violations.map(({id, help, nodes}) =>
      id + ': ' + help + nodes.map((node) => '\\n    ' + node.html.slice(0, 200) + '\\n    ' +
        node.failureSummary.replaceAll('\\n', ' ')).join(''))}))`);
  await session.detach();
  assert.ok(passes > 5, 'axe-core looked at the page');
  if (violations.length) assert.fail(`${page.url()}\n${violations.join('\n')}`);
}
