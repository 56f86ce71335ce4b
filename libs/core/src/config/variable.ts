import { validateCronExpression } from 'cron';
import { type ApiKey, parseApiKey } from '../access/api-key.js';
import { parseRateLimit, type RateLimit } from '../access/rate-limit.js';
import { allowedWeights, parseWeights, type RankingWeights } from '../ranking/weights.js';

/** What a variable's text means: the value, or a sentence that says what is allowed. */
export type Parsed<T> = { value: T } | { allowed: string };

/** One environment variable: how to read it, what it is when it is not set, and why it exists. */
export interface Variable<T> {
  /** The default as it would be written in `.env`. */
  readonly default: string;
  readonly reason: string;
  /** Whether what is written may be shown to nobody, not even where it is wrong. */
  readonly secret?: boolean;
  parse(text: string): Parsed<T>;
}

interface Described<T> {
  default: T;
  reason: string;
}

/** Any text, the empty one included. */
export function text({ default: fallback, reason }: Described<string>): Variable<string> {
  return { default: fallback, reason, parse: (value) => ({ value }) };
}

/** Address of a server, with a path or without, and empty where that is the default; never with a query, or with a password that would end up in logs. */
export function address({ default: fallback, reason }: Described<string>): Variable<string> {
  const allowed = 'an address such as https://huggingface.co';
  return {
    default: fallback,
    reason,
    parse: (value) => {
      if (value === '' && fallback === '') return { value };
      if (!URL.canParse(value)) return { allowed };
      const { protocol, username, password, search, hash, href } = new URL(value);
      const fits = /^https?:$/.test(protocol) && username + password + search + hash === '';
      return fits ? { value: href.replace(/\/+$/, '') } : { allowed };
    },
  };
}

/** Address of a server that holds data, with its password; empty, the default, for none. */
export function server({ reason, protocols }: { reason: string; protocols: readonly string[] }): Variable<string> {
  const allowed = protocols.map((protocol) => `an address such as ${protocol}://user:password@host/name`).join(', or ');
  return {
    default: '',
    reason,
    secret: true,
    parse: (value) => {
      if (value === '') return { value };
      const fits = URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1));
      return fits ? { value } : { allowed };
    },
  };
}

/** One of a few words. */
export function oneOf<const W extends string>(
  words: readonly W[],
  { default: fallback, reason }: Described<W>,
): Variable<W> {
  const allowed = `one of ${words.join(', ')}`;
  return {
    default: fallback,
    reason,
    parse: (value) => {
      const word = words.find((candidate) => candidate === value);
      return word === undefined ? { allowed } : { value: word };
    },
  };
}

/** `true` or `false`. */
export function flag({ default: fallback, reason }: Described<boolean>): Variable<boolean> {
  return {
    default: String(fallback),
    reason,
    parse: (value) =>
      value === 'true' || value === 'false' ? { value: value === 'true' } : { allowed: 'true or false' },
  };
}

interface Range {
  min: number;
  max: number;
}

/** A whole number within bounds, both inclusive. */
export function integer({ default: fallback, reason, min, max }: Described<number> & Range): Variable<number> {
  return number(fallback, reason, { min, max }, /^\d+$/, 'a whole number');
}

/** A whole number within bounds, both inclusive, or `auto`, the default: then the service chooses. */
export function integerOrAuto({ reason, min, max }: { reason: string } & Range): Variable<number | 'auto'> {
  const whole = integer({ default: min, reason, min, max });
  return {
    default: 'auto',
    reason,
    parse: (value) => {
      if (value === 'auto') return { value };
      const parsed = whole.parse(value);
      return 'value' in parsed ? parsed : { allowed: `auto or ${parsed.allowed}` };
    },
  };
}

/** A port, 0 for a free one, or `off`, the default. */
export function portOrOff({ reason }: { reason: string }): Variable<number | 'off'> {
  const port = integer({ default: 0, reason, min: 0, max: 65_535 });
  return {
    default: 'off',
    reason,
    parse: (value) => {
      if (value === 'off') return { value };
      const parsed = port.parse(value);
      return 'value' in parsed ? parsed : { allowed: `off or ${parsed.allowed}` };
    },
  };
}

/** Seconds up to a bound, inclusive, or `never`, the default, which may also be written as -1. */
export function secondsOrNever({ reason, max }: { reason: string; max: number }): Variable<number | 'never'> {
  const seconds = decimal({ default: 0, reason, min: 0, max });
  return {
    default: 'never',
    reason,
    parse: (value) => {
      if (value === 'never' || value === '-1') return { value: 'never' };
      const parsed = seconds.parse(value);
      return 'value' in parsed ? parsed : { allowed: `never or ${parsed.allowed}` };
    },
  };
}

/** A decimal number within bounds, both inclusive. */
export function decimal({ default: fallback, reason, min, max }: Described<number> & Range): Variable<number> {
  return number(fallback, reason, { min, max }, /^\d+(\.\d+)?$/, 'a number');
}

function number(fallback: number, reason: string, { min, max }: Range, form: RegExp, kind: string): Variable<number> {
  return {
    default: String(fallback),
    reason,
    parse: (value) => {
      const parsed = Number(value);
      const fits = form.test(value) && parsed >= min && parsed <= max;
      return fits ? { value: parsed } : { allowed: `${kind} from ${min} to ${max}` };
    },
  };
}

/** A list separated by commas; the empty text is the empty list. */
export function list({ default: fallback, reason }: Described<string>): Variable<readonly string[]> {
  return {
    default: fallback,
    reason,
    parse: (value) => ({
      value: value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    }),
  };
}

/** A cron expression of five fields, or of six with seconds in front. */
export function cron({ default: fallback, reason }: Described<string>): Variable<string> {
  const allowed = 'a cron expression such as */5 * * * *';
  const parse = (value: string): Parsed<string> => (validateCronExpression(value).valid ? { value } : { allowed });
  return { default: fallback, reason, parse };
}

/** Requests in a period, as in `600/1m`; the empty text is no limit. */
export function rateLimit({ reason }: { reason: string }): Variable<RateLimit | undefined> {
  const allowed = 'requests/period such as 600/1m, with 1 to 9999999 requests and a period of 1s to 24h in s, m or h';
  const parse = (value: string): Parsed<RateLimit | undefined> => {
    const limit = parseRateLimit(value);
    return limit === undefined && value !== '' ? { allowed } : { value: limit };
  };
  return { default: '', reason, parse };
}

/** Weights of the scores of candidates, as in `on_topic=2,likelihood=1`. */
export function rankingWeights({ default: fallback, reason }: Described<string>): Variable<RankingWeights> {
  const parse = (value: string): Parsed<RankingWeights> => {
    const weights = parseWeights(value);
    return weights === undefined ? { allowed: allowedWeights } : { value: weights };
  };
  return { default: fallback, reason, parse };
}

/** Keys as `name:scope+scope:key`, separated by commas; the empty text is no key. */
export function apiKeys({ reason }: { reason: string }): Variable<readonly ApiKey[]> {
  const allowed =
    'name:scopes:key, separated by commas, each name once: scopes are generate, metrics, admin or several of them as in generate+metrics, ' +
    'and a key has at least 16 visible ASCII characters without a comma, or is sha256- and the digest of one in lowercase hex';
  const items = list({ default: '', reason });
  const parse = (value: string): Parsed<readonly ApiKey[]> => {
    const parsed = items.parse(value);
    const keys = 'value' in parsed ? parsed.value.map(parseApiKey) : [];
    const known = keys.filter((key) => key !== undefined);
    const names = new Set(known.map(({ name }) => name));
    return names.size === keys.length ? { value: known } : { allowed };
  };
  return { default: '', reason, secret: true, parse };
}
