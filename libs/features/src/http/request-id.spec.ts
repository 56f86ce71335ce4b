import type { Request, Response } from 'express';
import { requestId, requestIdOf } from './request-id.js';

/** The id that a request gets which brings this one. */
function idFor(given?: string): string | undefined {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    getHeader: (name: string) => headers.get(name),
  } as unknown as Response;
  const next = jest.fn();
  requestId({ get: () => given } as unknown as Request, response, next);
  expect(next).toHaveBeenCalledWith();
  return requestIdOf(response);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('The id of a request', () => {
  it.each(['a', 'abc-123_4.5', 'Z'.repeat(64)])('is the one it brings: %s', (given) => {
    expect(idFor(given)).toBe(given);
  });

  it.each([undefined, '', 'a b', 'a\nb', 'Z'.repeat(65), 'ä', '<b>', '%0a'])('is made where it brings %j', (given) => {
    expect(idFor(given)).toMatch(uuid);
  });

  it('is another for each request', () => {
    expect(idFor()).not.toBe(idFor());
  });
});
