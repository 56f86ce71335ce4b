import { leaks } from '../support/problems.js';
import type { FuzzAnswer } from './client.js';
import type { Contract } from '../support/contract.js';
import type { Operation } from './operations.js';
import type { FuzzRequest } from './requests.js';

/** Statuses that any request may be answered with, before it reaches its route or where it reaches none. */
const anywhere = [
  206, // a part of a file of the explorer
  304, // it brought If-None-Match
  400, // an address or a body that cannot be decoded
  401, // no key, or a wrong one
  404, // no such address or method
  413, // a body over 1 MB
  415, // a body that is no JSON
];

/** Settings whose values no answer may hold. */
export const secrets = { key: 'the-key-of-the-fuzz-test', token: 'hf_the_token_of_the_fuzz_test' };

/** Expects of an answer what holds for all. `operation` is undefined for an address that is in no document. */
export function expectSound(
  { method, address, body }: FuzzRequest,
  answer: FuzzAnswer,
  operation: Operation | undefined,
  contract: Contract,
): void {
  const { status, text } = answer;
  const asDocumented = operation?.method === method;
  if (status !== 200) expect([...anywhere, ...(asDocumented ? operation.responses.keys() : [])]).toContain(status);
  expect(status).not.toBe(500);
  for (const leak of [...leaks, RegExp(secrets.key), RegExp(secrets.token)]) expect(text).not.toMatch(leak);
  if (method === 'HEAD' || status === 204 || status === 304) expect(text).toBe('');
  else if (status >= 400) (isOpenAi(address) ? expectOpenAiError : expectProblem)(answer, contract);
  else if (asDocumented) {
    expectDocumented(answer, operation, contract);
    if (operation.body !== undefined && body !== undefined) expectAllowed(body.text, operation, contract);
  }
}

function expectProblem({ status, headers, text }: FuzzAnswer, contract: Contract): void {
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = JSON.parse(text);
  expect(contract.errorsAs('Problem', problem)).toBe('');
  expect(problem).toMatchObject({ status, type: `urn:creative-muse:problem:${problem.code}` });
  expect(problem.request_id).toBe(headers['x-request-id']);
}

/** Whether the routes of OpenAI's API are meant, whose errors have a shape of their own. */
function isOpenAi(address: string): boolean {
  return /^\/v1([/?]|$)/i.test(address);
}

function expectOpenAiError({ headers, text }: FuzzAnswer, contract: Contract): void {
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(contract.errorsAs('OpenAiError', JSON.parse(text))).toBe('');
}

function expectDocumented(
  { status, headers, text, event }: FuzzAnswer,
  operation: Operation,
  contract: Contract,
): void {
  const [type] = (headers['content-type'] ?? '').split(';');
  expect(operation.responses.get(status)).toContain(type);
  const value: unknown = type === 'text/event-stream' ? event : type === 'application/json' ? JSON.parse(text) : text;
  // The chunks of OpenAI's API are not described by an event of ours.
  if (type === 'text/event-stream' && isOpenAi(operation.path)) return;
  expect(contract.answerErrors(operation, status, type, value)).toBe('');
}

/** What is answered as if it were right has to be what the document allows. */
function expectAllowed(text: string, operation: Operation, contract: Contract): void {
  // No body at all is an object without fields.
  expect(contract.requestErrors(operation, text === '' ? {} : JSON.parse(text))).toBe('');
}
