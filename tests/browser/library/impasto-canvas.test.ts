/** The element's contract: attributes and properties, and the error event. The built package is walked end to end. */
import { afterEach, expect, test } from 'vitest';
import { ImpastoCanvas } from '../../../src/library/element';

let element: ImpastoCanvas | undefined;
afterEach(() => element?.remove());

function make(attributes: Record<string, string> = {}): ImpastoCanvas {
  element = document.createElement('impasto-canvas');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

test('numbers are read as HTML reads them', () => {
  const canvas = make();
  expect(canvas).toBeInstanceOf(ImpastoCanvas);
  expect([canvas.strength, canvas.detail, canvas.backend, canvas.models]).toEqual([
    1,
    256,
    'auto',
    'models/',
  ]);
  for (const [text, strength] of [
    ['0', 0],
    ['0.25', 0.25],
    ['7', 1],
    ['-1', 0],
    ['much', 1],
    ['', 1],
  ] as const) {
    canvas.setAttribute('strength', text);
    expect(canvas.strength, text).toBe(strength);
  }
});

test('properties are attributes', () => {
  const canvas = make();
  canvas.src = 'a.webm';
  canvas.styleSrc = 'b.jpg';
  canvas.mirror = true;
  canvas.paused = true;
  expect(canvas.outerHTML).toBe(
    '<impasto-canvas src="a.webm" style-src="b.jpg" mirror="" paused=""></impasto-canvas>',
  );
  canvas.mirror = false;
  expect(canvas.hasAttribute('mirror')).toBe(false);
});

test.each([
  [{ src: 'missing.mp4', models: '/models/' }, 'unreachable-picture'],
  [{ src: '', models: '/nowhere/' }, 'model-download'],
])('an error event brings a sentence and a code: %o', async (attributes, code) => {
  // The test server answers any path with its page; a refused port answers nothing.
  const refused = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      /missing|nowhere/.test(value) ? `http://127.0.0.1:9/${value}` : value,
    ]),
  );
  const canvas = make({ ...refused, backend: 'wasm' });
  const failed = new Promise<Event>((resolve) => canvas.addEventListener('error', resolve, { once: true }));
  document.body.append(canvas);
  const event = await failed;
  expect(event).toBeInstanceOf(ErrorEvent);
  expect(event).toMatchObject({ error: { code } });
  expect((event as ErrorEvent).message).toMatch(/could not be fetched/);
});
