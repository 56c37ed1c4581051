/** Colours come from `tokens.ts` alone: a literal one elsewhere could not follow the theme. */
const functions = ['rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'lab', 'lch', 'oklab', 'oklch', 'color', 'color-mix'];
const message = 'Colours come from src/components/theme/tokens.ts, as custom properties.';

export default {
  customSyntax: 'postcss-lit',
  rules: {
    'color-no-hex': [true, { message }],
    'color-named': ['never', { message }],
    'function-disallowed-list': [[...functions, 'light-dark'], { message }],
  },
  overrides: [
    {
      // Tokens are made of colours; the rules beside them use tokens like everybody else.
      files: ['**/tokens.ts'],
      rules: {
        'color-no-hex': null,
        'function-disallowed-list': null,
        'declaration-property-value-disallowed-list': [
          {
            '/^(?!--im-)/': [/#[0-9a-f]{3,8}\b/i, new RegExp(`\\b(?:${functions.join('|')}|light-dark)\\(`)],
          },
          { message },
        ],
      },
    },
  ],
};
