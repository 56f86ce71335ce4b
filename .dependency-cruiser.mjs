// Which folder may import which, and no circles. `npm run lint` fails on a violation; type-only imports count too.
//
//     apps -> assembly -> features -> core      assembly -> adapters -> core      apps/runner -> engine -> core

const lib = (names) => `^libs/(${names})/`;
const packages = (names) => `(^|/)node_modules/(${names})(/|$)`;

/** Only `to` is forbidden: everything not named in a rule is allowed. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Specs may use the test doubles and tools that live in test/. */
const spec = '\\.spec\\.ts$';

export default {
  forbidden: [
    forbid('no-circular', 'Two files that need each other are one idea, or need a third.', {}, { circular: true }),
    forbid(
      'no-unresolved',
      'The import leads nowhere (a missing `.js`, a typing error?).',
      {},
      { couldNotResolve: true },
    ),
    forbid(
      'no-unlisted-package',
      'Import only what package.json names; a package that another one brings may vanish.',
      // What the page uses, Vite puts into the page: nothing of it is installed with the service.
      { path: '^(apps|libs)/', pathNot: [spec, '^apps/web/', '^libs/client/src/react/'] },
      // Types alone do not reach the product: Express comes with @nestjs/platform-express, its types are a tool.
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'core-imports-none-of-ours',
      'core holds the words and the rules; it depends on nobody.',
      { path: lib('core') },
      { path: '^(apps|libs)/', pathNot: lib('core') },
    ),
    forbid(
      'core-is-plain',
      'core is plain TypeScript: no Nest, no HTTP, no ONNX, no database.',
      { path: lib('core') },
      {
        path: [
          packages('@nestjs|@huggingface|onnxruntime-[^/]+|express|helmet|typeorm|libsql|pg'),
          '^(node:)?(http|https|http2|net|tls)$',
        ],
      },
    ),
    forbid(
      'engine-imports-only-core',
      'engine -> core, and nothing else of ours.',
      { path: lib('engine') },
      { path: '^(apps|libs)/', pathNot: lib('engine|core') },
    ),
    forbid(
      'engine-packages',
      'engine knows ONNX and transformers.js (and RxJS) only; it must start fast.',
      { path: lib('engine'), pathNot: spec },
      { path: '(^|/)node_modules/', pathNot: packages('@huggingface|onnxruntime-[^/]+|rxjs') },
    ),
    forbid(
      'features-import-only-core',
      'features see core; ports are filled with adapters in assembly.',
      { path: lib('features') },
      { path: '^(apps|libs)/', pathNot: lib('features|core') },
    ),
    forbid(
      'adapters-import-only-core',
      'adapters fill the ports of core; they know no feature and no engine.',
      { path: lib('adapters') },
      { path: '^(apps|libs)/', pathNot: lib('adapters|core') },
    ),
    forbid(
      'assembly-imports-no-app',
      'assembly puts features, adapters and core together, for every app that has them.',
      { path: lib('assembly') },
      { path: ['^apps/', lib('engine|client')] },
    ),
    forbid(
      'runner-imports-engine-and-core',
      'The runner holds one model and starts in half a second.',
      { path: '^apps/runner/' },
      { path: '^(apps|libs)/', pathNot: [lib('engine|core'), '^apps/runner/'] },
    ),
    forbid(
      'runner-without-nest',
      'No Nest in the runner: it must start in half a second.',
      { path: '^apps/runner/' },
      { path: packages('@nestjs') },
    ),
    forbid(
      'engine-only-in-the-runner',
      'The engine blocks the event loop: only the runner process may hold it.',
      { path: '^apps/', pathNot: '^apps/runner/' },
      { path: lib('engine') },
    ),
    forbid(
      'apps-apart',
      'Apps are processes: they share libs, and speak by messages.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid(
      'web-imports-only-the-client',
      'The page knows the service by its typed client alone, as any other page would.',
      { path: '^apps/web/', pathNot: spec },
      { path: '^(apps|libs)/', pathNot: ['^apps/web/', lib('client')] },
    ),
    forbid(
      'product-without-tests',
      'The product does not import from test/ or bench/, nor from a spec.',
      { path: '^(apps|libs)/', pathNot: spec },
      { path: ['^(test|bench)/', spec] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What `npm pack` made of the client.
    exclude: { path: '^libs/client/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
