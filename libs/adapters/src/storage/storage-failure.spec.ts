import { failureOf } from './storage-failure.js';

const withCode = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('failureOf', () => {
  it.each(['SQLITE_FULL', '53100'])('%s: the disk is full', (code) => {
    expect(failureOf(withCode(code))).toBe('full');
  });

  it.each([
    '08000',
    '08003',
    '08006',
    '08P01',
    '57P01',
    '57P02',
    '57P03',
    '53300',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
  ])('%s: the connection is lost', (code) => {
    expect(failureOf(withCode(code))).toBe('lost');
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('%s: the connection is lost', (message) => {
    expect(failureOf(new Error(message))).toBe('lost');
  });

  it.each(['SQLITE_BUSY', '25006', '57014', '53200', '40P01', '55P03', '28P01', '3D000', '58030', 'XX001'])(
    '%s: it cannot read or write now',
    (code) => {
      expect(failureOf(withCode(code))).toBe('failed');
    },
  );

  it.each(['SQLITE_ERROR', '23505', '42601', '22021', '08', 'XX000', ''])('%j: the statement is to blame', (code) => {
    expect(failureOf(withCode(code))).toBeUndefined();
  });

  it.each([undefined, null, 'lost', { code: 8006 }])('%j is none', (thrown) => {
    expect(failureOf(thrown)).toBeUndefined();
  });
});
