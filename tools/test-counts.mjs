// The last words of .ci/run: what jest counted, per project and in sum. Jest writes the figures to .jest-<project>.json.
import { readFile } from 'node:fs/promises';

let passed = 0;
let failed = 0;
for (const project of ['unit', 'e2e', 'chaos', 'web', 'scale']) {
  const report = await readFile(new URL(`../.jest-${project}.json`, import.meta.url), 'utf8').then(
    JSON.parse,
    () => null,
  );
  if (!report) {
    console.log(`${project}: not run`);
    continue;
  }
  // A suite that could not even start has no failed test, but it has failed.
  const broken = report.numRuntimeErrorTestSuites;
  console.log(
    `${project}: ${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped, ` +
      `${report.numTotalTests} total in ${report.numTotalTestSuites} suites (${broken} did not start)`,
  );
  passed += report.numPassedTests;
  failed += report.numFailedTests + broken;
}
console.log(`${passed} passed, ${failed} failed`);
