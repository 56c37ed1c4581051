import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/**
 * Imports point one way: main → components → pipeline → workers → shared. `library` and `compat` are what other
 * developers import: they stand on the pipeline, and nothing in the app stands on them.
 */
const layers = ['components', 'pipeline', 'workers', 'shared'];
const upward = layers.flatMap((layer, index) =>
  ['main.ts', 'cli', 'library', 'compat', ...layers.slice(0, index)].map((higher) => ({
    target: `./src/${layer}`,
    from: `./src/${higher}`,
    message: `${layer} must not import ${higher}: arrows point main → components → pipeline → workers → shared.`,
  })),
);

/** Rooms of each layer, top down. A room may import those on lower lines; rooms on one line do not know each other. */
const floors = {
  'src/pipeline': [
    ['session'],
    ['convert', 'hq', 'mirror'],
    ['takes'],
    ['live'],
    ['styles', 'page'],
    ['library'],
    ['sources', 'engine'],
    ['state'],
    ['storage'],
    ['api'],
  ],
  'src/components': [
    ['app'],
    ['bars', 'help', 'hq', 'mirror'],
    ['recording', 'settings', 'styles', 'stage'],
    ['takes', 'sharing', 'two'],
    ['controls'],
    ['strings', 'theme'],
  ],
  'src/workers/hq': [['run'], ['store'], ['job'], ['optimiser'], ['loss'], ['picture']],
  'src/workers/engine': [['server'], ['webgl', 'wgsl'], ['tfjs'], ['common', 'gpu']],
  'src/workers/engine/wgsl': [['pictures'], ['network'], ['frame', 'kernels']],
  'src/workers/networks': [['nets'], ['pixels', 'files', 'backend']],
};

/** Arrows that would point up a floor, or across one. */
const betweenRooms = Object.entries(floors)
  .flatMap(([layer, rows]) =>
    rows.flatMap((rooms, row) =>
      rooms.map((room) => ({
        target: `./${layer}/${room}`,
        from: [...rows.slice(0, row).flat(), ...rooms.filter((other) => other !== room)].map(
          (higher) => `./${layer}/${higher}`,
        ),
        message: `${layer}/${room} must not import a room above or beside it (floors in eslint.config.js).`,
      })),
    ),
  )
  .filter(({ from }) => from.length > 0);

/** Workers that others stand on come last; a worker reaches another one through its protocol. */
const workerFloors = [['offline', 'hq', 'convert'], ['engine', 'record'], ['segment'], ['networks', 'rpc']];
const betweenWorkers = workerFloors
  .flatMap((rooms, row) =>
    rooms.map((room) => ({
      target: `./src/workers/${room}`,
      from: [...workerFloors.slice(0, row).flat(), ...rooms.filter((other) => other !== room)].map(
        (higher) => `./src/workers/${higher}`,
      ),
      message: `workers/${room} must not import a worker above or beside it (floors in eslint.config.js).`,
    })),
  )
  .filter(({ from }) => from.length > 0);

/** What elements may know of the pipeline: its types, and these pure helpers. */
const elementsKnow = [
  'api',
  'page/deep-link.ts',
  'page/mirror-link.ts',
  'page/share-inbox.ts',
  'sources/cameras.ts',
  'styles/style-pack-file.ts',
];
const elementsOnApi = {
  target: './src/components',
  from: './src/pipeline',
  except: elementsKnow.map((path) => `./${path}`),
  message: 'Elements know the types in pipeline/api, and no more of the pipeline.',
};

/** Beside the product: tests and benchmarks drive it with `tools`, and do not know each other. */
const betweenRoots = [
  {
    target: './src',
    from: ['./tests', './bench', './tools'],
    message: 'The product knows nothing of what examines it.',
  },
  {
    target: './tools',
    from: ['./tests', './bench'],
    message: 'Tools are for tests and benchmarks, not made of them.',
  },
  { target: './bench', from: './tests', message: 'What a benchmark shares with tests stands in `tools`.' },
];

/** Our own names are British, as the texts are; names of the platform (`colorSpace`) stay as they are. */
const britishNames = [
  'VariableDeclarator > Identifier.id',
  'FunctionDeclaration > Identifier.id',
  ':matches(ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration) > Identifier.id',
  ':matches(MethodDefinition, PropertyDefinition, TSPropertySignature, TSMethodSignature) > Identifier.key',
  ':matches(MethodDefinition, PropertyDefinition) > PrivateIdentifier.key',
].map((declared) => ({
  selector: `${declared}[name=/[cC]olor(?!S)|[fF]avorite|[oO]ptimizer|[cC]enter|[gG]ray|[nN]eighbor|[bB]ehavior|[nN]ormaliz|[iI]nitializ/]`,
  message: 'Our own names are spelt as in British English.',
}));

export default defineConfig(
  globalIgnores([
    'dist',
    'dist-lib',
    'node_modules',
    'coverage',
    'training',
    'test-results',
    'playwright-report',
    'public',
    'src/locales',
    'bench/results',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/no-extraneous-dependencies': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...upward,
            ...betweenRooms,
            ...betweenWorkers,
            elementsOnApi,
            ...betweenRoots,
            {
              target: ['./src/library', './src/compat'],
              from: ['./src/main.ts', './src/components', './src/cli', './src/locales'],
              message: 'The library knows nothing of the app’s interface.',
            },
            {
              target: ['./src/main.ts', './src/cli', './src/compat'],
              from: './src/library',
              message: 'Nobody in the app imports the library.',
            },
            {
              target: './src/library',
              from: './src/workers/!(networks|rpc)/**/!(*.client|*.protocol|*.worklet).ts',
              message: 'The library reaches workers through their client, protocol, or the shared pure code.',
            },
            {
              target: './src/components',
              from: './src/workers',
              message: 'Elements talk to the session, never to a worker.',
            },
            {
              target: './src/pipeline',
              from: './src/workers/!(networks|rpc)/**/!(*.client|*.protocol|*.worklet).ts',
              message:
                'The pipeline reaches workers through their client, protocol, or the shared pure code.',
            },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'variable', format: ['camelCase', 'PascalCase'], leadingUnderscore: 'allow' },
        { selector: 'function', format: ['camelCase'] },
        { selector: 'typeLike', format: ['PascalCase'] },
      ],
      'no-restricted-syntax': ['error', ...britishNames],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300 }],
    },
  },
  {
    files: ['src/components/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // In css templates stylelint sees to it (stylelint.config.js); this is for drawings and values.
      'no-restricted-syntax': [
        'error',
        ...britishNames,
        ...[
          'Literal[value=/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i]',
          'TemplateElement[value.raw=/(fill|stroke|color)="(#|rgb|hsl)/]',
        ].map((selector) => ({ selector, message: 'Colours come from tokens.ts: use a class.' })),
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@tensorflow/*'], message: 'No tfjs in components.' }] },
      ],
    },
  },
  {
    // Loops over pixels and weights: `x[i] as number`, for indices that are in range by construction. What is safer at
    // run time (`Number(x[i])`, `x[i] ?? 0`), as everywhere else, costs milliseconds a frame there.
    files: ['src/workers/{networks,hq}/**/*.ts'],
    rules: { '@typescript-eslint/non-nullable-type-assertion-style': 'off' },
  },
  {
    // Shaped like others' interfaces: their names stay.
    files: ['src/compat/**/*.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/naming-convention': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    files: ['examples/**/*.js'],
    languageOptions: {
      globals: { document: 'readonly', location: 'readonly', URLSearchParams: 'readonly' },
    },
  },
  prettier,
);
