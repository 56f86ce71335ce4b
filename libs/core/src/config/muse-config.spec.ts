import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preloadStrategies } from '../preloading/preload-strategy.js';
import { allowedWeights } from '../ranking/weights.js';
import { envExample } from './env-example.js';
import { ConfigError, readConfig, variables } from './muse-config.js';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('has a default for every setting', () => {
    expect(readConfig({})).toEqual({
      API_HOST: 'localhost',
      API_PORT: 8000,
      ALLOW_OPEN: false,
      API_KEYS: [],
      TRUSTED_PROXIES: 0,
      MAX_CONNECTIONS: 1024,
      REQUEST_TIMEOUT: 60,
      CORS_ORIGINS: [],
      LOG_LEVEL: 'log',
      SHUTDOWN_TIMEOUT: 5,
      OTEL_EXPORTER_OTLP_ENDPOINT: '',
      OTEL_SERVICE_NAME: 'creative-muse',
      OTEL_TRACES_SAMPLER_ARG: 1,
      WORKER_METRICS_PORT: 'off',
      DATA_DIR: './data',
      DATABASE_URL: '',
      REDIS_URL: '',
      MODEL_CACHE_DIR: './models',
      HF_TOKEN: '',
      HF_ENDPOINT: 'https://huggingface.co',
      HF_OFFLINE: false,
      DOWNLOAD_TIMEOUT: 30,
      DEFAULT_MODEL: 'muse-mini',
      MODEL_LOAD_TIMEOUT: 300,
      STEP_TIMEOUT: 60,
      READY_PATIENCE: 10,
      MAX_BATCH_SIZE: 'auto',
      MAX_QUEUE_SIZE: 256,
      PREFILL_CHUNK: 'auto',
      PREFIX_CACHE_SIZE: 128,
      PROMPT_CACHE_SIZE: 1000,
      PROMPT_CACHE_TTL: 86_400,
      SPECULATION: false,
      RUNNERS_PER_MODEL: 'auto',
      RUNNER_THREADS: 'auto',
      MAX_PARALLEL_WORKERS: 4,
      MODEL_MEMORY_LIMIT: 0,
      MODEL_KEEP_ALIVE: 'never',
      PRELOAD_TOP_MODELS: 2,
      PRELOAD_CRON: '* * * * *',
      PRELOAD_STRATEGY: 'score',
      BATCH_MAX_PROMPTS: 100,
      BATCH_MAX_ITEMS: 10_000,
      MAX_RUNNING_BATCHES: 4,
      MAX_OPEN_BATCHES: 100,
      BATCH_KEEP_DAYS: 30,
      RANKING_WEIGHTS: {
        likelihood: 1,
        crossLikelihood: 1,
        onTopic: 2,
        length: 1,
        nonRepetition: 1,
        novelty: 1,
      },
      RANKING_MIN_RATINGS: 50,
      ENSEMBLE_MAX_CANDIDATES: 8,
      INPUT_MAX_LENGTH: 4000,
      STREAMING_CHUNK_SIZE: 50,
      STREAMING_DELAY: 0.1,
      STREAM_RESUME_GRACE: 5,
    });
  });

  it('reads what is set, without the white space around it', () => {
    const config = readConfig({
      API_PORT: ' 0 ',
      ALLOW_OPEN: 'true',
      API_HOST: '0.0.0.0',
      CORS_ORIGINS: ' https://a.example , https://b.example,, ',
      LOG_LEVEL: 'error',
      RATE_LIMIT: '600/1m',
      STREAMING_DELAY: '0.25',
      UNKNOWN: 'is not ours',
    });
    expect(config).toMatchObject({
      API_PORT: 0,
      ALLOW_OPEN: true,
      API_HOST: '0.0.0.0',
      CORS_ORIGINS: ['https://a.example', 'https://b.example'],
      LOG_LEVEL: 'error',
      RATE_LIMIT: { requests: 600, seconds: 60 },
      STREAMING_DELAY: 0.25,
    });
    expect(config).not.toHaveProperty('UNKNOWN');
  });

  it.each(['', '   '])('takes the default for %j', (written) => {
    expect(readConfig({ API_PORT: written, LOG_LEVEL: written }).API_PORT).toBe(8000);
  });

  it.each([
    ['API_PORT', 'http', 'a whole number from 0 to 65535'],
    ['API_PORT', '65536', 'a whole number from 0 to 65535'],
    ['API_PORT', '-1', 'a whole number from 0 to 65535'],
    ['API_PORT', '80.5', 'a whole number from 0 to 65535'],
    ['API_PORT', '1e3', 'a whole number from 0 to 65535'],
    ['API_PORT', '0x50', 'a whole number from 0 to 65535'],
    ['API_PORT', '8000 9000', 'a whole number from 0 to 65535'],
    ['MAX_BATCH_SIZE', '0', 'auto or a whole number from 1 to 256'],
    ['PREFILL_CHUNK', '4097', 'auto or a whole number from 1 to 4096'],
    ['RUNNERS_PER_MODEL', 'Auto', 'auto or a whole number from 1 to 64'],
    ['RUNNER_THREADS', '1.5', 'auto or a whole number from 1 to 256'],
    ['MODEL_KEEP_ALIVE', '-2', 'never or a number from 0 to 1000000'],
    ['MODEL_KEEP_ALIVE', '5m', 'never or a number from 0 to 1000000'],
    ['STREAMING_DELAY', '-0.1', 'a number from 0 to 10'],
    ['STREAMING_DELAY', '10.001', 'a number from 0 to 10'],
    ['STREAMING_DELAY', '0,1', 'a number from 0 to 10'],
    ['STREAMING_DELAY', 'Infinity', 'a number from 0 to 10'],
    ['STREAMING_DELAY', 'NaN', 'a number from 0 to 10'],
    ['MAX_PARALLEL_WORKERS', '0', 'a whole number from 1 to 64'],
    ['MAX_PARALLEL_WORKERS', '65', 'a whole number from 1 to 64'],
    ['MODEL_MEMORY_LIMIT', '-1', 'a number from 0 to 10000'],
    ['MODEL_MEMORY_LIMIT', '10000.1', 'a number from 0 to 10000'],
    ['MODEL_MEMORY_LIMIT', '8GB', 'a number from 0 to 10000'],
    ['PRELOAD_TOP_MODELS', '-1', 'a whole number from 0 to 64'],
    ['PRELOAD_TOP_MODELS', '65', 'a whole number from 0 to 64'],
    ['BATCH_MAX_PROMPTS', '0', 'a whole number from 1 to 10000'],
    ['BATCH_MAX_PROMPTS', '10001', 'a whole number from 1 to 10000'],
    ['PRELOAD_STRATEGY', 'Score', 'one of score, lru, lfu, decay'],
    ['PRELOAD_STRATEGY', 'fifo', 'one of score, lru, lfu, decay'],
    ['HF_ENDPOINT', 'huggingface.co', 'an address such as https://huggingface.co'],
    ['HF_ENDPOINT', 'ftp://huggingface.co', 'an address such as https://huggingface.co'],
    ['HF_ENDPOINT', 'https://me:secret@hub.example', 'an address such as https://huggingface.co'],
    ['HF_ENDPOINT', 'https://hub.example/?a=b', 'an address such as https://huggingface.co'],
    ['READY_PATIENCE', '0.4', 'a number from 0.5 to 3600'],
    ['HF_OFFLINE', '1', 'true or false'],
    ['DOWNLOAD_TIMEOUT', '0', 'a number from 1 to 3600'],
    ['STREAM_RESUME_GRACE', '3601', 'a number from 0 to 3600'],
    ['ALLOW_OPEN', 'yes', 'true or false'],
    ['ALLOW_OPEN', 'TRUE', 'true or false'],
    [
      'RATE_LIMIT',
      '600',
      'requests/period such as 600/1m, with 1 to 9999999 requests and a period of 1s to 24h in s, m or h',
    ],
    ['LOG_LEVEL', 'verbose', 'one of error, warn, log, debug'],
    ['RANKING_WEIGHTS', 'taste=1', allowedWeights],
    ['RANKING_WEIGHTS', 'on_topic=0', allowedWeights],
    ['RANKING_MIN_RATINGS', '1001', 'a whole number from 0 to 1000'],
  ])('refuses %s=%s', (name, written, allowed) => {
    expect(problemsOf({ [name]: written })).toEqual([`${name} is "${written}": allowed is ${allowed}.`]);
  });

  it('takes numbers at their bounds', () => {
    expect(readConfig({ API_PORT: '65535', STREAMING_DELAY: '10', MAX_QUEUE_SIZE: '0' })).toMatchObject({
      API_PORT: 65535,
      STREAMING_DELAY: 10,
      MAX_QUEUE_SIZE: 0,
    });
  });

  it.each([
    ['https://huggingface.co/', 'https://huggingface.co'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://mirror.example/hub/', 'https://mirror.example/hub'],
  ])('takes the mirror %s', (written, address) => {
    expect(readConfig({ HF_ENDPOINT: written }).HF_ENDPOINT).toBe(address);
  });

  it.each([
    ['RUNNERS_PER_MODEL', 'auto', 'auto'],
    ['RUNNERS_PER_MODEL', '2', 2],
    ['RUNNER_THREADS', '256', 256],
    ['MAX_PARALLEL_WORKERS', '1', 1],
    ['MAX_PARALLEL_WORKERS', '64', 64],
    ['MODEL_MEMORY_LIMIT', '0', 0],
    ['MODEL_MEMORY_LIMIT', '0.5', 0.5],
    ['MODEL_MEMORY_LIMIT', '10000', 10_000],
    ['PRELOAD_TOP_MODELS', '0', 0],
    ['PRELOAD_TOP_MODELS', '64', 64],
    ['BATCH_MAX_PROMPTS', '1', 1],
    ['BATCH_MAX_PROMPTS', '10000', 10_000],
  ] as const)('takes %s=%s', (name, written, value) => {
    expect(readConfig({ [name]: written })[name]).toBe(value);
  });

  it('takes every strategy that there is, and no other', () => {
    const strategies = Object.keys(preloadStrategies);
    for (const strategy of strategies) {
      expect(readConfig({ PRELOAD_STRATEGY: strategy }).PRELOAD_STRATEGY).toBe(strategy);
    }
    const [problem] = problemsOf({ PRELOAD_STRATEGY: 'x' });
    expect(problem).toContain(`one of ${strategies.join(', ')}.`);
  });

  it.each([
    '* * * * *',
    '*/5 * * * *',
    '0 3 * * *',
    '0,30 8-18 * * 1-5',
    '10-50/10 * * * *',
    '0 0 1 JAN-MAR mon',
    '*/10 * * * * *',
    '59 59 23 31 12 7',
    '0  0\t* * 0',
  ])('takes the cron expression %j', (written) => {
    expect(readConfig({ PRELOAD_CRON: written }).PRELOAD_CRON).toBe(written);
  });

  it.each([
    'every minute',
    '*',
    '* * * *',
    '* * * * * * *',
    '5',
    '* * * * x',
    '*/ * * * *',
    '1- * * * *',
    '1,, * * * *',
    '-5 * * * *',
    '1.5 * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * 32 * *',
    '* * * 13 *',
    '* * * * 8',
    '* * * * foo',
    '*/0 * * * *',
    '10-5 * * * *',
    '60 * * * * *',
  ])('refuses %j, which is no cron expression', (written) => {
    const allowed = 'a cron expression such as */5 * * * *';
    expect(problemsOf({ PRELOAD_CRON: written })).toEqual([`PRELOAD_CRON is "${written}": allowed is ${allowed}.`]);
  });

  it('reads keys, and keeps none of them', () => {
    const { API_KEYS } = readConfig({ API_KEYS: 'a:admin:correct-horse-battery, b:generate:another-long-key' });
    expect(API_KEYS.map(({ name, scopes }) => [name, ...scopes])).toEqual([
      ['a', 'admin'],
      ['b', 'generate'],
    ]);
    expect(JSON.stringify(API_KEYS)).not.toContain('correct-horse');
  });

  it.each([
    'a:admin:short-secret',
    'a:root:correct-horse-battery',
    'a:admin:first-long-key-1,a:admin:second-long-key-2',
  ])('refuses %j as keys without showing them', (written) => {
    const [problem] = problemsOf({ API_KEYS: written });
    expect(problem).toMatch(/^API_KEYS is not understood: allowed is name:scopes:key/);
    for (const secret of ['short-secret', 'horse', 'first-long', 'second-long']) expect(problem).not.toContain(secret);
  });

  it.each([
    ['DATABASE_URL', 'mysql://root:secret@host/muse'],
    ['DATABASE_URL', 'secret'],
    ['REDIS_URL', 'http://:secret@host:6379'],
  ])('refuses a %s that is none, without showing its password', (name, value) => {
    const [problem, ...others] = problemsOf({ [name]: value });
    expect(problem).toMatch(`${name} is not understood: allowed is an address such as`);
    expect(problem).not.toContain('secret@');
    expect(others).toEqual([]);
  });

  it('shares requests only where the database is shared, too', () => {
    const [REDIS_URL, DATABASE_URL] = ['redis://host:6379', 'postgres://muse@host/muse'];
    expect(problemsOf({ REDIS_URL })).toEqual([expect.stringContaining('DATABASE_URL')]);
    expect(readConfig({ REDIS_URL, DATABASE_URL })).toMatchObject({ REDIS_URL, DATABASE_URL });
    expect(readConfig({ DATABASE_URL })).toMatchObject({ REDIS_URL: '', DATABASE_URL });
  });

  it('names every problem at once', () => {
    expect(() => readConfig({ API_PORT: 'x', ALLOW_OPEN: '1', LOG_LEVEL: 'loud' })).toThrow(
      [
        'The configuration is wrong:',
        '  API_PORT is "x": allowed is a whole number from 0 to 65535.',
        '  ALLOW_OPEN is "1": allowed is true or false.',
        '  LOG_LEVEL is "loud": allowed is one of error, warn, log, debug.',
      ].join('\n'),
    );
  });

  it.each(['localhost', '127.0.0.1', '127.8.9.10', '::1', '[::1]'])('listens on the loopback host %s', (host) => {
    expect(readConfig({ API_HOST: host }).API_HOST).toBe(host);
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'muse.example', 'localhost.example', '127.0.0.1.example', '1127.0.0.1'])(
    'listens on %s only where that is meant',
    (host) => {
      expect(problemsOf({ API_HOST: host })).toEqual([
        `API_HOST is "${host}": allowed is localhost or another loopback address, because anyone in the network could use the service; set API_KEYS, or ALLOW_OPEN=true if that is meant.`,
      ]);
      expect(readConfig({ API_HOST: host, ALLOW_OPEN: 'true' }).API_HOST).toBe(host);
      expect(readConfig({ API_HOST: host, API_KEYS: 'a:admin:correct-horse-battery' }).API_HOST).toBe(host);
    },
  );
});

describe('.env.example', () => {
  it('names every setting with its reason and its default', () => {
    const example = envExample();
    for (const [name, { reason, default: value }] of Object.entries(variables)) {
      expect(example).toContain(`\n# ${reason}\n${name}=${value}\n`);
    }
  });

  it('is equal to what envExample() writes', () => {
    const file = join(__dirname, '../../../../.env.example');
    expect(readFileSync(file, 'utf8')).toBe(envExample());
  });

  it('sets exactly the defaults', () => {
    const lines = envExample().split('\n');
    const written = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split(/=(.*)/s, 2));
    expect(readConfig(Object.fromEntries(written))).toEqual(readConfig({}));
  });
});
