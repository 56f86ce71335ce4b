// Types find the mistakes that matter in this code: a promise nobody awaits, an `any` that spreads. Which folder may import
// which is checked by dependency-cruiser (.dependency-cruiser.mjs); `npm run lint` runs both.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist*/',
      'libs/client/dist/',
      'libs/client/src/schema.ts',
      '.build/',
      'coverage/',
      'data/',
      'models/',
      'tools/muse-mini/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'max-lines': ['warn', { max: 250 }],
      'no-console': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `import type` wherever it is possible; the rule itself leaves files with decorators alone, where Nest needs the
      // class at run time.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Nest's compiler rewrites our aliases in static imports only: at run time this one would lead nowhere.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression[source.value=/^@muse/]',
          message: 'import() of an alias does not survive the build: use a relative path.',
        },
      ],
      // A Nest module is a class without a body.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // [...text] is how this code counts and cuts code points, as the HTTP contract asks.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // DTO classes describe shapes; a handler may answer with a literal of that shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A port's method may be async in one adapter and not in the next.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Before there is a logger, and in the runner, which has none: stderr.
    files: ['apps/**/*.ts'],
    rules: { 'no-console': ['error', { allow: ['error'] }] },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}', 'libs/client/src/react/**/*.ts'],
    ...reactHooks.configs.flat.recommended,
  },
  {
    // A list of sentences or settings is as long as there are sentences and settings.
    files: ['apps/web/src/texts/*.ts', 'libs/core/src/config/muse-config.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // Tests look at JSON bodies (any), pass methods to expect() and know more than the types do.
    files: ['test/**/*.ts', 'bench/**/*.ts', '**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': 'off',
      'no-console': 'off',
    },
  },
);
