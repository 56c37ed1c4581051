/** Painting where the second style is: strokes, tools, steps back, and what it belongs to. */
import { expect, test } from 'vitest';
import type { BrushTool } from '../../../../src/pipeline/api/two-styles-api';
import { BrushMask } from '../../../../src/pipeline/styles/brush-mask';

function setUp(aspect = 1) {
  const brush = new BrushMask(() => aspect);
  let changes = 0;
  brush.addEventListener('change', () => (changes += 1));
  const at = (x: number, y: number): number => {
    const { data, width, height } = brush.mask;
    return Number(data[Math.floor(y * height) * width + Math.floor(x * width)]);
  };
  const stroke = (tool: BrushTool, ...spots: [x: number, y: number][]): void => {
    spots.forEach(([x, y], index) => {
      const spot = { x, y, radius: 0.1, pressure: 1 };
      if (index === 0) brush.begin(tool, spot);
      else brush.to([spot]);
    });
    brush.end();
  };
  return { brush, at, stroke, changes: () => changes };
}

test('a stroke is full along its line, soft at its edge and nowhere else', () => {
  const { at, stroke } = setUp();
  stroke('add', [0.2, 0.5], [0.8, 0.5]);
  for (const x of [0.2, 0.35, 0.5, 0.65, 0.79]) expect(at(x, 0.5)).toBe(255);
  expect(at(0.5, 0.57)).toBeGreaterThan(40);
  expect(at(0.5, 0.57)).toBeLessThan(215);
  for (const [x, y] of [
    [0.5, 0.62],
    [0.08, 0.5],
    [0.95, 0.5],
  ] as const)
    expect(at(x, y)).toBe(0);
});

test.each([0.5, 16 / 9])('the brush is round in a picture of %f to 1', (aspect) => {
  const { brush, at } = setUp(aspect);
  brush.begin('add', { x: 0.5, y: 0.5, radius: 0.4, pressure: 1 });
  const [right, below] = [0.28 * Math.min(1, 1 / aspect), 0.28 * Math.min(1, aspect)];
  expect(Math.abs(at(0.5 + right, 0.5) - at(0.5, 0.5 + below))).toBeLessThan(20);
  expect(at(0.5 + right, 0.5)).toBeGreaterThan(40);
  expect(at(0.5 + right, 0.5)).toBeLessThan(215);
});

test('a light pen paints lightly, however often it goes to and fro in one stroke', () => {
  const { brush, at } = setUp();
  brush.begin('add', { x: 0.4, y: 0.5, radius: 0.1, pressure: 0.4 });
  brush.to([0.6, 0.4, 0.6, 0.4].map((x) => ({ x, y: 0.5, radius: 0.1, pressure: 0.4 })));
  brush.end();
  expect(at(0.5, 0.5)).toBe(Math.round(0.4 * 255));
  brush.begin('add', { x: 0.5, y: 0.5, radius: 0.1, pressure: 0.5 });
  expect(at(0.5, 0.5), 'a second stroke adds to it').toBe(Math.round(102 + 0.5 * 153));
});

test('what is erased is the first style’s again; softening brings its sides nearer to each other', () => {
  const { at, stroke } = setUp();
  stroke('add', [0, 0.25], [1, 0.25]);
  stroke('erase', [0.5, 0.25]);
  expect([at(0.5, 0.25), at(0.2, 0.25)]).toEqual([0, 255]);
  const edge = (): number => at(0.2, 0.3) - at(0.2, 0.34);
  const before = edge();
  stroke('soften', [0.1, 0.33], [0.3, 0.33]);
  expect(edge()).toBeLessThan(0.8 * before);
  expect(at(0.9, 0.25), 'elsewhere nothing changes').toBe(255);
});

test('each stroke and each clearing is a step back', () => {
  const { brush, at, stroke } = setUp();
  expect([brush.empty, brush.undoable]).toEqual([true, false]);
  brush.clear();
  expect(brush.undoable, 'nothing was cleared').toBe(false);
  stroke('add', [0.2, 0.2]);
  stroke('add', [0.8, 0.8]);
  brush.clear();
  expect(brush.empty).toBe(true);
  brush.undo();
  expect([at(0.2, 0.2), at(0.8, 0.8)]).toEqual([255, 255]);
  brush.undo();
  expect([at(0.2, 0.2), at(0.8, 0.8)]).toEqual([255, 0]);
  brush.undo();
  brush.undo();
  expect([brush.empty, brush.undoable]).toEqual([true, false]);
});

test('it stays while the picture stays, and begins anew with another', () => {
  const { brush, at, stroke } = setUp();
  const file = {};
  brush.belongTo('camera front');
  stroke('add', [0.5, 0.5]);
  brush.belongTo('camera front');
  expect(at(0.5, 0.5)).toBe(255);
  brush.belongTo(file);
  expect([brush.empty, brush.undoable]).toEqual([true, false]);
});

test('a mask that was handed out is never written to; nothing is drawn between strokes or outside the picture', () => {
  const { brush, stroke, changes } = setUp();
  const { mask } = brush;
  stroke('add', [0.5, 0.5]);
  expect(mask.data.every((share) => share === 0)).toBe(true);
  const before = changes();
  brush.to([{ x: 0.1, y: 0.1, radius: 0.1, pressure: 1 }]);
  expect(changes()).toBe(before);
  stroke('add', [-3, 4], [5, -2]);
  expect(brush.mask.data).toHaveLength(256 * 256);
});
