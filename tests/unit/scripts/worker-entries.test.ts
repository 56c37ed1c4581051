import { expect, test } from 'vitest';
import { entryFaults } from '../../../scripts/checks/worker-entries.mjs';

const entries = ['engine', 'hq', 'record', 'convert', 'segment'].map(
  (name) => [`assets/${name}.worker-AbCd_-12.js`, `import('./${name}-host-1.js')`] as const,
);
const built = (...more: (readonly [string, string])[]): Map<string, string> =>
  new Map([...entries, ['offline.worker.js', 'self.addEventListener("fetch",()=>{})'], ...more]);

test.each([
  ['entries that only load their hosts', [], []],
  [
    'a chunk that imports an entry',
    [['assets/dist-1.js', 'import{a as b}from"./engine.worker-AbCd_-12.js";b()']],
    ['assets/dist-1.js imports the worker entry engine.worker-AbCd_-12.js.'],
  ],
  [
    'a chunk that imports an entry later',
    [['assets/dist-1.js', 'const a=()=>import(`./still.worker-AbCd_-12.js`)']],
    ['assets/dist-1.js imports the worker entry still.worker-AbCd_-12.js.'],
  ],
  [
    'an entry that goes by another name',
    [
      [
        'assets/index-1.js',
        'new Worker(new URL(new URL(`paint-1.js`,import.meta.url).href,``+import.meta.url))',
      ],
    ],
    ['assets/index-1.js starts paint-1.js, which is not named *.worker.'],
  ],
  [
    'a service worker in two files',
    [['offline.worker.js', 'import"./a.js"']],
    ['offline.worker.js must be one file, but imports ./a.js.'],
  ],
] satisfies [string, (readonly [string, string])[], string[]][])('%s', async (_what, more, faults) => {
  expect(await entryFaults(built(...more))).toEqual(faults);
});

test('a worker that is not among the built files', async () => {
  const files = built();
  files.delete('offline.worker.js');
  expect(await entryFaults(files)).toEqual([
    'No entry of offline.worker was built: has it another name now?',
  ]);
});
