import { expect, test } from 'vitest';
import { pythonFaults } from '../../../scripts/checks/python.mjs';

test('a name that nothing defines, a lost import and a broken line are said with their place', () => {
  const files = new Map([
    ['a.py', 'import os\n\nprint(load_perceptual(1))\n'],
    ['b.py', 'x = = 1\n'],
    ['c.py', 'import os\n\nprint(os.sep)\n'],
  ]);
  expect(pythonFaults(files)).toEqual([
    expect.stringMatching(/^a\.py:3 F821: Undefined name `load_perceptual`/),
    expect.stringMatching(/^a\.py:1 F401: `os` imported but unused/),
    expect.stringMatching(/^b\.py:1 invalid-syntax: /),
  ]);
});
