/**
 * Debian's WebKit (the engine of Safari) by selenium-webdriver, on a screen in memory. `webkit-window.py` is the browser
 * around it. The caller closes it.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Builder, Capabilities, Key } from 'selenium-webdriver';
import type { WebDriver, WebElement } from 'selenium-webdriver';
import type { Driver, Places } from './driver';
import { endGroup, endProcess } from './end-process';
import { findByTestId } from './find-by-test-id';
import { openDisplay } from './virtual-display';
import { openSound } from './virtual-sound';

/** How long the driver may take to listen, and a script in the page to answer, ms. */
const startMs = 20_000;
const scriptMs = 120_000;

const keys = { Escape: Key.ESCAPE, Enter: Key.ENTER } as const;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(url: string): Promise<void> {
  const until = Date.now() + startMs;
  for (;;) {
    try {
      if ((await fetch(`${url}/status`)).ok) return;
    } catch (error) {
      if (Date.now() > until) throw new Error('WebKitWebDriver does not answer', { cause: error });
      await new Promise((next) => setTimeout(next, 50));
    }
  }
}

/** WebKitGTK is built without web app manifests and says so of the directive that is for them; Safari knows it. */
const harmless = "Unrecognized Content-Security-Policy directive 'manifest-src'.";

/** Lines of the console's file that are errors, of the page and of its workers, breaches of the policy among them. */
function errorsIn(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^CONSOLE .*ERROR|Content Security Policy|Trusted Type/.test(line))
    .filter((line) => !line.endsWith(harmless));
}

async function openSession(url: string, args: readonly string[]): Promise<WebDriver> {
  const binary = path.resolve('tests/engines/drivers/webkit-window.py');
  const wanted = new Capabilities({
    browserName: 'impasto-webkit',
    'webkitgtk:browserOptions': { binary, args },
  });
  const session = await new Builder().usingServer(url).withCapabilities(wanted).build();
  await session.manage().setTimeouts({ script: scriptMs, pageLoad: scriptMs });
  return session;
}

export async function startWebKit({ profile, downloads }: Places): Promise<Driver> {
  const display = await openDisplay();
  const sound = await openSound(path.join(profile, 'sound'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const service = spawn('WebKitWebDriver', [`--port=${new URL(url).port}`], {
    stdio: 'ignore',
    // A group of its own, with the browser that it starts: so that all of it can be killed.
    detached: true,
    env: {
      ...process.env,
      DISPLAY: display.name,
      ...sound.environment,
      LIBGL_ALWAYS_SOFTWARE: '1',
      // Namespaces are not to be had inside a container; the pages are ours.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      XDG_CACHE_HOME: path.join(profile, 'system'),
      XDG_CONFIG_HOME: path.join(profile, 'system'),
    },
  });
  const end = async (): Promise<void> => {
    await endProcess(service);
    // The browser ends after its driver, and still writes into the profile meanwhile.
    if (service.pid !== undefined) await endGroup(service.pid);
    await display.close();
    await sound.close();
  };
  const console = path.join(profile, 'console.txt');
  let session: WebDriver;
  try {
    await listening(url);
    session = await openSession(url, [profile, downloads, console]);
  } catch (error) {
    await end();
    throw error;
  }
  const evaluate = (body: (arg: never) => unknown, arg?: unknown): Promise<unknown> =>
    session.executeScript(`return (${body.toString()})(...arguments)`, arg);
  return {
    version: `WebKit ${(await session.getCapabilities()).getBrowserVersion() ?? 'of an unknown version'}`,
    evaluate: evaluate,
    inject: async (source) => {
      await session.executeScript(source);
    },
    goto: (address) => session.get(address),
    reload: () => session.navigate().refresh(),
    tap: (x, y) =>
      session
        .actions()
        .move({ x: Math.round(x), y: Math.round(y), duration: 0 })
        .press()
        .release()
        .perform(),
    key: (name) => session.actions().sendKeys(keys[name]).perform(),
    setFile: async (testId, file) => {
      const input = (await evaluate(findByTestId, testId)) as WebElement;
      await input.sendKeys(file);
    },
    resize: async (width, height) => {
      await session.manage().window().setRect({ width, height });
    },
    screenshot: async (file) => {
      writeFileSync(file, Buffer.from(await session.takeScreenshot(), 'base64'));
    },
    complaints: () => errorsIn(console),
    kill: async () => {
      if (service.pid !== undefined) process.kill(-service.pid, 'SIGKILL');
      await end();
    },
    close: async () => {
      // The last window closes the browser, and the session with it.
      await session.close().catch(() => undefined);
      await end();
    },
  };
}
