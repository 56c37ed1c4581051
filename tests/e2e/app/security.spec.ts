/** The policy holds for each backend, and what should be blocked really is. */
import { expectStyled, openApp, snapshotOf } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';

test('every backend works under the policy, wasm with threads', async ({ page }) => {
  test.slow();
  await openApp(page, { backend: 'cpu', detail: 192 });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  for (const backend of ['webgl', 'webgpu', 'wasm'] as const) {
    await page.evaluate((choice) => {
      const app = document.querySelector('impasto-app') as unknown as {
        session: { settings: { change(settings: { backend: string }): void } };
      };
      app.session.settings.change({ backend: choice });
    }, backend);
    await expect
      .poll(
        async () => {
          const { engine } = await snapshotOf(page);
          return engine.kind === 'ready' ? engine.backend : engine.kind;
        },
        // Software rasterisers compile a backend's shaders for most of a minute.
        { timeout: 120_000 },
      )
      .toBe(backend);
  }
  await expectStyled(page);
});

test.describe('what the policy is for', () => {
  test.use({ mayViolate: true });

  test('inline script, other origins, strings as code and foreign script addresses are blocked', async ({
    page,
  }) => {
    const response = await page.goto('./');
    expect(response?.headers()).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
    });
    await page.waitForSelector('impasto-app');
    const outcome = await page.evaluate(async () => {
      const refused = async (attempt: () => unknown): Promise<boolean> => {
        try {
          await attempt();
          return false;
        } catch {
          return true;
        }
      };
      const inline = document.createElement('p');
      return {
        fetch: await refused(() => fetch('https://example.org/')),
        html: await refused(() => (inline.innerHTML = '<img src=x onerror="window.hacked = 1">')),
        worker: await refused(() => new Worker('https://example.org/worker.js')),
        blobWorker: await refused(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))),
        // In a task of its own: what the test's debugger evaluates itself may always use eval.
        code: await new Promise<boolean>((resolve) =>
          setTimeout(() => void refused(() => (0, eval)('1 + 1')).then(resolve)),
        ),
        hacked: 'hacked' in window,
      };
    });
    expect(outcome).toEqual({
      fetch: true,
      html: true,
      worker: true,
      blobWorker: true,
      code: true,
      hacked: false,
    });
  });
});
