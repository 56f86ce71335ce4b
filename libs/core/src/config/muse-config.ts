import { contradictions } from './contradictions.js';
import {
  address,
  apiKeys,
  cron,
  decimal,
  flag,
  integer,
  integerOrAuto,
  list,
  oneOf,
  portOrOff,
  rankingWeights,
  rateLimit,
  secondsOrNever,
  server,
  text,
} from './variable.js';
import type { Variable } from './variable.js';

/** Every setting of Creative Muse, under the name of its environment variable. `.env.example` is checked against this. */
export const variables = {
  API_HOST: text({ default: 'localhost', reason: 'Address the service listens on.' }),
  API_PORT: integer({ default: 8000, min: 0, max: 65535, reason: 'Port the service listens on; 0 takes a free one.' }),
  ALLOW_OPEN: flag({ default: false, reason: 'Allow a host other than loopback although nobody needs a key.' }),
  API_KEYS: apiKeys({
    reason:
      'Keys that open the API, as name:scopes:key with the scopes generate, metrics and admin (several as in generate+metrics), the key plain or as sha256-HEX; empty: nobody needs one.',
  }),
  TRUSTED_PROXIES: integer({
    default: 0,
    min: 0,
    max: 16,
    reason: 'Reverse proxies in front of the service whose X-Forwarded-For tells the address of a client.',
  }),
  RATE_LIMIT: rateLimit({
    reason: 'Requests that a key, or without one an address, may send in a period, as in 600/1m; empty: any number.',
  }),
  MAX_CONNECTIONS: integer({
    default: 1024,
    min: 1,
    max: 100_000,
    reason: 'Connections that may be open at the same time; each event stream is one.',
  }),
  REQUEST_TIMEOUT: decimal({
    default: 60,
    min: 1,
    max: 3600,
    reason: 'Seconds that a client may take to send a request; the answer may take as long as it takes.',
  }),
  CORS_ORIGINS: list({
    default: '',
    reason: 'Origins of web pages that may call the API, separated by commas; * for any.',
  }),
  LOG_LEVEL: oneOf(['error', 'warn', 'log', 'debug'], {
    default: 'log',
    reason: 'The least important line that is logged.',
  }),
  SHUTDOWN_TIMEOUT: decimal({
    default: 5,
    min: 0,
    max: 300,
    reason: 'Seconds that running work may still take when the service is asked to stop.',
  }),

  OTEL_EXPORTER_OTLP_ENDPOINT: address({
    default: '',
    reason:
      'OpenTelemetry collector that hears of what is done when, by OTLP over HTTP, as in http://localhost:4318; empty: nobody does.',
  }),
  OTEL_SERVICE_NAME: text({ default: 'creative-muse', reason: 'What the service is called in its traces.' }),
  OTEL_TRACES_SAMPLER_ARG: decimal({
    default: 1,
    min: 0,
    max: 1,
    reason: 'Share of the traces that begin here and are kept; of others, who began them decides.',
  }),

  WORKER_METRICS_PORT: portOrOff({
    reason: 'Port of API_HOST where a worker answers GET /metrics and GET /health/live; 0 takes a free one.',
  }),

  DATA_DIR: text({ default: './data', reason: 'Folder of the embedded database.' }),
  DATABASE_URL: server({
    protocols: ['postgres', 'postgresql'],
    reason:
      'PostgreSQL database that holds what is kept, as postgres://user:password@host/name; empty: the embedded one.',
  }),
  REDIS_URL: server({
    protocols: ['redis', 'rediss'],
    reason:
      'Redis through which several processes share requests, as redis://host:6379; it needs DATABASE_URL, and workers. Empty: this process does it all.',
  }),

  HF_TOKEN: text({
    default: '',
    reason: 'Access token of the Hugging Face hub, for models that want one; sent to HF_ENDPOINT and nobody else.',
  }),
  HF_ENDPOINT: address({
    default: 'https://huggingface.co',
    reason: 'Where models are downloaded from: the hub, or a mirror of it.',
  }),
  HF_OFFLINE: flag({ default: false, reason: 'Download nothing, whoever asks.' }),
  DOWNLOAD_TIMEOUT: decimal({
    default: 30,
    min: 1,
    max: 3600,
    reason: 'Seconds without a byte after which a download asks the hub again.',
  }),
  MODEL_CACHE_DIR: text({ default: './models', reason: 'Folder that holds the models and catalog.json.' }),
  DEFAULT_MODEL: text({
    default: 'muse-mini',
    reason: 'Catalog key of the model that answers when a request names none.',
  }),
  MODEL_LOAD_TIMEOUT: decimal({
    default: 300,
    min: 1,
    max: 3600,
    reason: 'Seconds that loading a model may take before its runner is killed.',
  }),
  STEP_TIMEOUT: decimal({
    default: 60,
    min: 1,
    max: 3600,
    reason: 'Seconds without the end of a step after which a runner that has work counts as hung and is killed.',
  }),
  READY_PATIENCE: decimal({
    default: 10,
    min: 0.5,
    max: 3600,
    reason:
      'Seconds without the end of a step after which a model that has work makes /health/ready fail; of use below STEP_TIMEOUT.',
  }),
  MAX_BATCH_SIZE: integerOrAuto({
    min: 1,
    max: 256,
    reason: 'Sequences that one engine decodes together; auto for 8.',
  }),
  MAX_QUEUE_SIZE: integer({
    default: 256,
    min: 0,
    max: 100_000,
    reason:
      'Requests that may wait for one model; beyond, one of each client that has none waiting, up to as many again.',
  }),
  PREFILL_CHUNK: integerOrAuto({
    min: 1,
    max: 4096,
    reason: 'Prompt tokens that are read between two steps of the running streams; auto for 128.',
  }),
  PREFIX_CACHE_SIZE: integer({
    default: 128,
    min: 0,
    max: 1_000_000,
    reason:
      'MB that a runner may use to remember the beginnings of prompts, so that a shared one is read once; 0 = off.',
  }),
  PROMPT_CACHE_SIZE: integer({
    default: 1000,
    min: 0,
    max: 1_000_000,
    reason:
      'Texts that are remembered, 64 MB of them at most, to answer the same request again where it has a seed or temperature 0; 0 = off.',
  }),
  PROMPT_CACHE_TTL: decimal({
    default: 86_400,
    min: 1,
    max: 31_536_000,
    reason: 'Seconds for which they are remembered.',
  }),
  SPECULATION: flag({
    default: false,
    reason:
      'Guess ahead while one text is written alone: faster where texts repeat, but a seed no longer gives the same text.',
  }),
  RUNNERS_PER_MODEL: integerOrAuto({
    min: 1,
    max: 64,
    reason: 'Processes that share the requests of one model; auto chooses by cores, memory and the size of the model.',
  }),
  RUNNER_THREADS: integerOrAuto({
    min: 1,
    max: 256,
    reason: 'Threads of each of these processes; auto chooses likewise.',
  }),

  MAX_PARALLEL_WORKERS: integer({
    default: 4,
    min: 1,
    max: 64,
    reason: 'Models that work on one batch, or one ensemble, at the same time.',
  }),
  MODEL_MEMORY_LIMIT: decimal({
    default: 0,
    min: 0,
    max: 10_000,
    reason: 'GB that the loaded models may take together; 0 for three fifths of the memory of the machine.',
  }),
  MODEL_KEEP_ALIVE: secondsOrNever({
    // A model is asked for again a moment later more often than its memory is missed: a load is what somebody waits for.
    max: 1_000_000,
    reason:
      'Seconds after which a model that nobody asks for is unloaded; 0 at once, never (or -1) only where another needs the room. The current model and the most wanted ones stay.',
  }),
  PRELOAD_TOP_MODELS: integer({
    default: 2,
    min: 0,
    max: 64,
    reason: 'How many of the most wanted models are kept loaded; 0 turns preloading off.',
  }),
  PRELOAD_CRON: cron({ default: '* * * * *', reason: 'When the models are ranked anew, as a cron expression.' }),
  PRELOAD_STRATEGY: oneOf(['score', 'lru', 'lfu', 'decay'], {
    default: 'score',
    reason: 'What makes a model wanted: the score of the specification, last use, number of uses, or fading use.',
  }),

  BATCH_MAX_PROMPTS: integer({ default: 100, min: 1, max: 10_000, reason: 'Prompts that a batch may have.' }),
  BATCH_MAX_ITEMS: integer({
    default: 10_000,
    min: 1,
    max: 1_000_000,
    reason: 'Items, prompts times models times n, that a batch of POST /batches may have.',
  }),
  MAX_RUNNING_BATCHES: integer({
    default: 4,
    min: 1,
    max: 64,
    reason: 'Batches of POST /batches that run at the same time, of one client never more than one.',
  }),
  MAX_OPEN_BATCHES: integer({
    default: 100,
    min: 1,
    max: 10_000,
    reason: 'Batches of POST /batches that may run or wait; further ones are refused.',
  }),
  BATCH_KEEP_DAYS: integer({
    default: 30,
    min: 1,
    max: 36_500,
    reason: 'Days after which a batch that has ended is forgotten; its ideas stay.',
  }),
  RANKING_WEIGHTS: rankingWeights({
    default: 'on_topic=2,likelihood=1,cross_likelihood=1,length=1,non_repetition=1,novelty=1',
    reason:
      'How much each score of a candidate counts where an ensemble chooses; a score that is not named counts nothing.',
  }),
  RANKING_MIN_RATINGS: integer({
    default: 50,
    min: 0,
    max: 1000,
    reason: 'Rated ideas of ensembles from which on the weights are learned from their ratings; 0 = never.',
  }),
  ENSEMBLE_MAX_CANDIDATES: integer({
    default: 8,
    min: 2,
    max: 32,
    reason: 'Candidates that an ensemble may have, those of all its models.',
  }),
  INPUT_MAX_LENGTH: integer({ default: 4000, min: 1, max: 100_000, reason: 'Characters a prompt may have.' }),
  STREAMING_CHUNK_SIZE: integer({ default: 50, min: 1, max: 10_000, reason: 'Characters a chunk holds at most.' }),
  STREAMING_DELAY: decimal({ default: 0.1, min: 0, max: 10, reason: 'Seconds a chunk may wait for more text.' }),
  STREAM_RESUME_GRACE: decimal({
    default: 5,
    min: 0,
    max: 3600,
    reason: 'Seconds that a resumable stream goes on without a reader.',
  }),
} satisfies Record<string, Variable<unknown>>;

type Values<T> = { readonly [Name in keyof T]: T[Name] extends Variable<infer V> ? V : never };

/** The settings of a running service, read once at start. */
export type MuseConfig = Values<typeof variables>;

/** A setting is wrong: the service does not start. `message` names each variable and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(['The configuration is wrong:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/**
 * Reads the settings from environment variables; an unset or empty variable takes its default.
 * @throws ConfigError that lists every wrong value at once.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): MuseConfig {
  const problems: string[] = [];
  const entries = Object.entries(variables).map(([name, variable]: [string, Variable<unknown>]) => {
    const written = environment[name]?.trim();
    const parsed = variable.parse(written === undefined || written === '' ? variable.default : written);
    if ('value' in parsed) return [name, parsed.value];
    const shown = variable.secret === true ? 'not understood' : `"${written}"`;
    problems.push(`${name} is ${shown}: allowed is ${parsed.allowed}.`);
    return [name, undefined];
  });
  const config = Object.fromEntries(entries) as MuseConfig;
  if (problems.length === 0) problems.push(...contradictions(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
