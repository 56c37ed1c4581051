import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import type { EngineState, GovernorStatus } from '../../../src/pipeline/api/session-state';
import { fakeSnapshot } from '../../support/fakes/fake-session';
import { mount } from './mount';
import { readingsOf } from '../../support/stays';
import { soon } from '../../support/soon';

const base = fakeSnapshot();
const wgsl: EngineState = {
  kind: 'ready',
  backend: 'webgpu',
  engine: 'wgsl',
  abilities: { enlarges: true, steadies: true },
  refused: [],
};

async function openSettings() {
  await page.getByRole('button', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
}

describe('picture settings', () => {
  it('sets frame rate, colours, steadiness, statistics and edges', async () => {
    const { session } = await mount({ engine: wgsl });
    const dialog = await openSettings();
    await dialog.getByRole('radio', { name: '60 fps' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ targetFps: 60 }]);
    await dialog.getByRole('slider', { name: 'Keep colours' }).fill('70');
    expect(session.lastCall('settings.change')).toEqual([{ keepColours: 0.7 }]);
    await dialog.getByRole('slider', { name: 'Steadiness' }).fill('25');
    expect(session.lastCall('settings.change')).toEqual([{ steadiness: 0.25 }]);
    await dialog.getByRole('checkbox', { name: 'Streaming statistics' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ statistics: 'exact' }]);
    await dialog.getByRole('checkbox', { name: 'Sharp edges' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ sharpEdges: false }]);
  });

  it('sets the size of strokes, and what is painted', async () => {
    const { session } = await mount();
    const dialog = await openSettings();
    await dialog.getByRole('radio', { name: 'Bold', exact: true }).click();
    expect(session.lastCall('settings.change')).toEqual([{ strokeScale: 1.4 }]);
    await dialog.getByRole('radio', { name: 'People only' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ styledArea: 'person' }]);
    await dialog.getByRole('radio', { name: 'Background only' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ styledArea: 'background' }]);
  });

  it('has a light and a dark theme, whatever the system has', async () => {
    // The page has one; the browser paints its own bars with it.
    const bars = document.createElement('meta');
    bars.name = 'theme-color';
    document.head.append(bars);
    const { app, session } = await mount();
    const dialog = await openSettings();
    const ground = (): string => getComputedStyle(app).backgroundColor;
    await dialog.getByRole('radio', { name: 'Light', exact: true }).click();
    expect(session.lastCall('settings.change')).toEqual([{ theme: 'light' }]);
    await expect.poll(ground).toBe('rgb(244, 238, 229)');
    expect(bars.content).toBe(ground());
    await dialog.getByRole('radio', { name: 'Dark', exact: true }).click();
    await expect.poll(ground).toBe('rgb(15, 13, 12)');
    expect(bars.content).toBe(ground());
    bars.remove();
  });

  it('offers the lenses of the camera’s side where there are several', async () => {
    const cameras = [
      { deviceId: 'a', label: 'Front Camera' },
      { deviceId: 'b', label: 'Back Camera' },
      { deviceId: 'c', label: 'Back Ultra Wide Camera' },
    ];
    const source = { kind: 'camera', label: 'Back Camera', facing: 'environment', asleep: false } as const;
    const { session } = await mount({ cameras, source: { ...source, deviceId: 'b' } });
    await page.getByRole('button', { name: 'Lens' }).click();
    const lenses = page.getByRole('menu', { name: 'Lens' }).getByRole('menuitemradio');
    expect(lenses.elements().map((lens) => lens.textContent.trim())).toEqual([
      'Back Camera',
      'Back Ultra Wide Camera',
    ]);
    await lenses.nth(1).click();
    expect(session.lastCall('sources.openCamera')).toEqual(['c']);
  });

  it.each([
    ['wasm', false, /Needs WebGPU, which/, /Needs WebGPU or WebGL/],
    ['webgl', true, /Needs WebGPU, which/, null],
    ['webgpu', false, /Needs the WGSL engine/, /Needs the WGSL engine/],
  ] as const)('disables what tfjs on %s cannot do and says why', async (backend, enlarges, steady, sharp) => {
    const abilities = { enlarges, steadies: false };
    const engine: EngineState = { kind: 'ready', backend, engine: 'tfjs', abilities, refused: [] };
    const { session } = await mount({ engine });
    const dialog = await openSettings();
    const edges = dialog.getByRole('checkbox', { name: 'Sharp edges' });
    for (const control of [
      dialog.getByRole('slider', { name: 'Steadiness' }),
      dialog.getByRole('checkbox', { name: 'Streaming statistics' }),
    ]) {
      await expect.element(control).toBeDisabled();
    }
    if (enlarges) await expect.element(edges).toBeEnabled();
    else await expect.element(edges).toBeDisabled();
    const reasons = [steady, steady, sharp].map(String);
    const same = (reason: RegExp): number => reasons.filter((other) => other === String(reason)).length;
    expect(dialog.getByText(steady).elements()).toHaveLength(same(steady));
    if (sharp) expect(dialog.getByText(sharp).elements()).toHaveLength(same(sharp));
    await dialog.getByRole('slider', { name: 'Keep colours' }).fill('10');
    expect(session.lastCall('settings.change')).toEqual([{ keepColours: 0.1 }]);
  });

  it('holds a frame rate with automatic detail only', async () => {
    await mount({ settings: { ...base.settings, detail: 384 }, governor: null });
    const dialog = await openSettings();
    await expect.element(dialog.getByRole('radio', { name: '24 fps' })).toBeDisabled();
    await expect.element(dialog.getByText('Choose Auto detail to hold a frame rate.')).toBeVisible();
  });

  const states: Record<GovernorStatus['state'], string> = {
    measuring: 'Auto: 320 px, measuring',
    holding: 'Auto: 320 px, holding 24 fps',
    adapting: 'Auto: 320 px, adapting to 24 fps',
    'at-limit': 'Auto: 320 px, 14 fps is all this device can do',
    'source-limited': 'Auto: 320 px, 14 fps is all the source gives',
  };

  it('says what the automatic detail does, in the settings and over the picture', async () => {
    const { session } = await mount({ settings: { ...base.settings, showStats: true } });
    await openSettings();
    for (const [state, sentence] of Object.entries(states) as [GovernorStatus['state'], string][]) {
      session.set({ governor: { level: 320, targetFps: 24, fps: 14.2, state } });
      await soon(() => expect(page.getByText(sentence).elements()).toHaveLength(2));
    }
  });
});

describe('split view', () => {
  const split = { ...base.settings, splitView: true, splitAt: 0.25 };
  const line = () => page.getByRole('slider', { name: 'Line between camera and painting' });

  it('is switched by button and by V', async () => {
    const { session } = await mount();
    const button = page.getByRole('button', { name: 'Split view' });
    await button.click();
    expect(session.lastCall('settings.change')).toEqual([{ splitView: true }]);
    await expect.element(button).toHaveAttribute('aria-pressed', 'true');
    await expect.element(line()).toBeInTheDocument();
    const handle = line().element().parentElement;
    expect(handle?.checkVisibility({ opacityProperty: true }), 'it is seen').toBe(true);
    await userEvent.keyboard('v');
    await expect.element(line()).not.toBeInTheDocument();
  });

  it('is moved by the arrow keys, without changing the style', async () => {
    const { session } = await mount({ settings: split });
    line().element().dispatchEvent(new FocusEvent('focus'));
    (line().element() as HTMLInputElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(session.lastCall('settings.change')).toEqual([{ splitAt: 0.26 }]);
    await expect.element(line()).toHaveAttribute('aria-valuetext', '26 percent camera');
    expect(session.lastCall('styles.choose')).toBeUndefined();
  });

  it('follows a drag, stays inside the picture, and leaves the original alone', async () => {
    const { session, app } = await mount({ settings: split });
    await app.updateComplete;
    const handle = line().element().parentElement?.parentElement;
    const stage = app.shadowRoot?.querySelector('impasto-stage')?.getBoundingClientRect();
    if (!handle || !stage) throw new Error('no handle or stage');
    const x = (share: number): number => stage.left + stage.width * share;
    expect(handle.getBoundingClientRect().left + 22).toBeCloseTo(x(0.25), 0);
    // A synthetic pointer cannot be captured: stand in for the browser's bookkeeping only.
    handle.setPointerCapture = () => undefined;
    handle.hasPointerCapture = () => true;
    const send = (type: string, share: number): void => {
      const init = { clientX: x(share), clientY: 300, pointerId: 1, bubbles: true, composed: true };
      handle.dispatchEvent(new PointerEvent(type, init));
    };
    send('pointerdown', 0.25);
    send('pointermove', 0.6);
    const moved = session.lastCall('settings.change')?.[0] as { splitAt: number };
    expect(moved.splitAt).toBeCloseTo(0.6, 2);
    send('pointermove', 1.4);
    expect(session.lastCall('settings.change')).toEqual([{ splitAt: 1 }]);
    // A finger that rests on the picture shows the original after a third of a second; one on the line does not.
    const originals = (): number => page.getByText('Original', { exact: true }).elements().length;
    expect(await readingsOf(originals, 500)).toEqual([0]);
  });

  it('lies on the picture where the picture is smaller than the stage', async () => {
    const { app } = await mount({
      settings: split,
      stage: { ...base.stage, fit: 'contain', mirrored: false, aspect: 0.25 },
    });
    const stage = app.shadowRoot?.querySelector('impasto-stage')?.getBoundingClientRect();
    const handle = line().element().parentElement?.getBoundingClientRect();
    if (!handle || !stage) throw new Error('no handle or stage');
    const width = stage.height * 0.25;
    const left = stage.left + (stage.width - width) / 2;
    expect(handle.left + 22).toBeCloseTo(left + width * 0.25, 0);
  });

  it('gives way while the original is shown', async () => {
    await mount({ settings: split });
    await expect.element(line()).toBeVisible();
    await page.getByRole('button', { name: 'Show original' }).click();
    // Hidden elements have no role.
    await expect.element(line()).not.toBeInTheDocument();
  });
});
