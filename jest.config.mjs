// Five projects: `unit` (specs beside the code, conformance suites), `e2e` (the built service over HTTP), `chaos` (the same, while
// processes are killed, disks fill and clients vanish), `web` (its page in a browser) and `scale` (several of its processes around
// PostgreSQL and Redis, which have to be installed). Chaos and web run one file after the other, the others two side by side.
// Everything is compiled to CommonJS, Nest included: jest's ESM mode breaks on CommonJS packages that import Nest.

/** Packages that come as ES modules only, and are compiled like our own code. */
const esmOnly = [
  '@nestjs',
  '@tokenizer',
  '@borewit',
  'eventsource',
  'eventsource-parser',
  'file-type',
  'load-esm',
  'n-gram',
  'strtok3',
  'token-types',
  'uint8array-extras',
];

const swc = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

/** @type {import('jest').Config} */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/test/support/jest-environment.cjs',
  // `.js` first: a package may ship its sources beside what it compiled from them. Our own folders hold `.ts` only.
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node'],
  transform: { '^.+\\.(ts|m?js)$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '^@muse/(core|engine)$': '<rootDir>/libs/$1/src/index.ts',
    '^@muse/(core|engine|features|adapters|assembly)/(.*)\\.js$': '<rootDir>/libs/$1/src/$2',
    '^@creative-muse/client/react$': '<rootDir>/libs/client/src/react/index.ts',
    '^@creative-muse/client$': '<rootDir>/libs/client/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/(dist|dist-dev|\\.build|data|models)/'],
};

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{apps,libs}/*/src/**/*.spec.ts',
        '<rootDir>/{bench,tools}/**/*.spec.ts',
        '<rootDir>/test/{support,conformance}/**/*.spec.ts',
      ],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/{e2e,fuzz}/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/ensure-built.mjs',
    },
    {
      ...shared,
      displayName: 'chaos',
      testMatch: ['<rootDir>/test/chaos/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/ensure-built.mjs',
    },
    {
      ...shared,
      displayName: 'web',
      testMatch: ['<rootDir>/test/web/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/ensure-built.mjs',
    },
    {
      ...shared,
      displayName: 'scale',
      testMatch: ['<rootDir>/test/scale/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/ensure-built.mjs',
    },
  ],
};
