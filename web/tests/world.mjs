// A server of its own, a browser, people in it.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** A server on a data folder of its own; `stop` and `start` keep the data. */
export class Server {
  static async begin(binary) {
    const server = new Server();
    server.binary = binary;
    server.data = await mkdtemp(join(tmpdir(), 'coachwright-page-'));
    server.port = await freePort();
    await server.start();
    return server;
  }

  get address() { return `http://127.0.0.1:${this.port}`; }

  async start() {
    const options = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.data, '--set', 'limits.requests_per_minute=0'];
    this.process = spawn(this.binary, options, { stdio: ['ignore', 'ignore', 'inherit'], cwd: this.data });
    process.once('exit', () => this.process.kill());
    for (let tries = 0; tries < 400; tries++) {
      if (this.process.exitCode !== null) throw new Error('the server stopped at once');
      if (await fetch(`${this.address}/healthz`).then(({ ok }) => ok, () => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the server does not answer');
  }

  async stop() {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await gone;
  }

  async end() {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}

export const launch = (modules, chromium) =>
  createRequire(`${modules}/`)('playwright-core').chromium.launch({ executablePath: chromium, headless: true, args: FLAGS });

/** Complaints of the browser that a test provokes: requests that fail because the network was cut, or that the server refuses. */
const EXPECTED = /Failed to load resource|net::ERR_/;

/** A person: a browser profile of their own, with everything that its pages complain about. */
export class Person {
  constructor(browser, server) {
    this.browser = browser;
    this.server = server;
    this.complaints = [];
  }

  async arrive(options = {}) {
    this.context = await this.browser.newContext({
      locale: 'en-GB', timezoneId: 'Europe/Paris', viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', ...options,
    });
    this.context.setDefaultTimeout(10_000);
    await this.context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`policy: ${violatedDirective} ${blockedURI}`));
    });
    return this;
  }

  /** Opens a tab. */
  async open(fragment = '') {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !EXPECTED.test(message.text())) this.complaints.push(message.text());
    });
    page.on('dialog', (dialog) => dialog.accept());
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== this.server.address) this.complaints.push(`asked somebody else: ${url}`);
    });
    await page.goto(`${this.server.address}/${fragment}`);
    return page;
  }

  /** Waits until the page can do without a network: its files are on the device, its engine is running. */
  async settled(page) {
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active.state !== 'activated') await new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }));
    });
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  async leave() {
    await this.context.close();
    if (this.complaints.length) throw new Error(`the browser complained:\n${[...new Set(this.complaints)].join('\n')}`);
  }
}

export function expect(condition, what) {
  if (!condition) throw new Error(`expected: ${what}`);
}

export function equal(found, wanted, what) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}: found ${left}, wanted ${right}`);
}

/** Tries until it holds. */
export async function eventually(what, holds, within = 10_000) {
  const until = Date.now() + within;
  for (;;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > until) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
