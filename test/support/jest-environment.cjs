// Jest runs tests in a realm of their own, with typed arrays of their own. onnxruntime-node checks `instanceof Float32Array`
// against the main realm's: so the tests get the main realm's classes.
const { TestEnvironment } = require('jest-environment-node');

const shared = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
];

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of shared) if (name in globalThis) this.global[name] = globalThis[name];
  }
};
