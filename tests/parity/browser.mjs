// A browser and a web server for the tests.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm',
  '.json': 'application/json', '.jsonl': 'application/jsonl', '.css': 'text/css',
};

/** What a careful page allows: its own files and WebAssembly, nothing inline, nobody else. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; style-src 'self'";

/** Serves folders by the first part of the path; gives the address and a way to stop. */
export async function serve(folders) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://host').pathname);
    if (path === '/favicon.ico') return response.writeHead(204).end();
    const [, first, ...rest] = path.split('/');
    try {
      const file = join(folders[first], ...rest);
      const body = await readFile(file);
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY });
      response.end(body);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('no such file');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** Starts Chromium; every page that is opened fails the test on errors and on warnings of its console. */
export async function browse(modules, chromium) {
  const { chromium: driver } = createRequire(`${modules}/`)('playwright-core');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];
  const browser = await driver.launch({ executablePath: chromium, headless: true, args });
  const complaints = [];
  const open = async (address) => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(`${address}: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${address}: ${message.text()}`);
    });
    await page.goto(address);
    return page;
  };
  return { browser, open, complaints };
}
