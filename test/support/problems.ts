import type { Json } from './json.js';
import type { Answer } from './service.js';

/** A word that tests put into prompts; no answer to anybody else may hold it. */
export const secret = 'zanzibar-7f3a';

export const leaks = [
  /node_modules/,
  /\n\s*at /,
  /\.[cm]?[jt]s:\d+/,
  /file:\/\//,
  /\/(work|home|root|tmp|usr)\//,
  RegExp(secret),
];

/** Expects a whole, well-formed problem document and nothing from inside the service; answers its body. */
export function expectProblem(answer: Answer, status: number, code: string): Json {
  expect({ status: answer.status, text: answer.text }).toEqual({ status, text: expect.stringContaining(`"${code}"`) });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  const { errors, ...problem } = answer.body;
  expect(problem).toEqual({
    type: `urn:creative-muse:problem:${code}`,
    title: expect.stringMatching(/\S/),
    status,
    detail: expect.stringMatching(/\S/),
    code,
    request_id: answer.headers.get('x-request-id'),
  });
  if (errors !== undefined) {
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error).toEqual({ path: expect.any(String), reason: expect.stringMatching(/\S/) });
    }
  }
  for (const leak of leaks) expect(answer.text).not.toMatch(leak);
  return answer.body;
}

/** The paths of the fields that a refusal names, each once. */
export function blamed(problem: { errors?: { path: string }[] }): string[] {
  return [...new Set((problem.errors ?? []).map(({ path }) => path))];
}
