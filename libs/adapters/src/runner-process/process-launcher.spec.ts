import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dtype, dtypes } from '@muse/core/models/catalog-entry.js';
import { ModelFindings } from '@muse/core/models/model-findings.js';
import type { FromRunner } from '@muse/core/models/runner-messages.js';
import type { RunnerNews } from '@muse/core/models/runner-observer.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { ProcessLauncher } from './process-launcher.js';

jest.mock('node:child_process', () => ({ fork: jest.fn() }));

/** A process of the runner that the test plays. */
class FakeChild extends EventEmitter {
  connected = true;
  readonly sent: unknown[] = [];
  readonly signals: string[] = [];

  send(message: unknown): void {
    this.sent.push(message);
  }

  kill(signal: string): void {
    this.signals.push(signal);
    this.exit();
  }

  say(message: FromRunner): void {
    this.emit('message', message, undefined);
  }

  exit(): void {
    this.connected = false;
    this.emit('exit', null, 'SIGKILL');
  }
}

const graphs: Record<Dtype, string> = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  q8: 'model_quantized.onnx',
  int8: 'model_int8.onnx',
  uint8: 'model_uint8.onnx',
  q4: 'model_q4.onnx',
  q4f16: 'model_q4f16.onnx',
  bnb4: 'model_bnb4.onnx',
};

const loaded: FromRunner = { type: 'loaded', slots: 2, memory: 1000, batching: 'in_place', agreement: 'exact' };

describe('ProcessLauncher', () => {
  const told: [string, RunnerNews][] = [];
  const findings = new ModelFindings();
  const log: string[] = [];
  const launcher = new ProcessLauncher({
    program: '/nowhere/runner.js',
    planOf: () => ({ threads: 1, maxBatchSize: 2, prefillChunk: 3 }),
    prefixCacheBytes: 4,
    speculate: false,
    memoryGb: 4,
    loadTimeout: 1,
    stepTimeout: 1,
    findings,
    log: (text) => log.push(text),
    observe: (model, news) => told.push([model, news]),
  });
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'muse-model-'));
    mkdirSync(join(directory, 'onnx'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  function write(...files: string[]): void {
    for (const file of files) writeFileSync(join(directory, file), '');
  }

  it.each(dtypes)('knows the file of a %s model', (dtype) => {
    write('config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', graphs[dtype]));
    const installed = dtypes.filter((other) => launcher.isInstalled(anEntry({ directory, dtype: other })));
    expect(installed).toEqual([dtype]);
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', 'model_quantized.onnx')])(
    'has no model where %s is missing',
    (missing) => {
      const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', 'model_quantized.onnx')];
      write(...files.filter((file) => file !== missing));
      expect(launcher.isInstalled(anEntry({ directory }))).toBe(false);
      write(missing);
      expect(launcher.isInstalled(anEntry({ directory }))).toBe(true);
    },
  );

  it('has no model where there is no folder', () => {
    expect(launcher.isInstalled(anEntry({ directory: join(directory, 'nowhere') }))).toBe(false);
  });

  it('starts no process for a model that is not there', async () => {
    await expect(launcher.launch(anEntry({ directory }), new AbortController().signal)).rejects.toMatchObject({
      code: 'model_not_downloaded',
      detail: 'The files of the model muse-mini are not on this machine.',
    });
  });

  it('finds the embedded model', () => {
    const embedded = join(__dirname, '../../../../models/muse-mini');
    expect(launcher.isInstalled(anEntry({ directory: embedded }))).toBe(true);
  });

  describe('launching', () => {
    const entry = anEntry({ directory: join(__dirname, '../../../../models/muse-mini') });
    let child: FakeChild;

    beforeEach(() => {
      told.length = 0;
      child = new FakeChild();
      jest.mocked(fork).mockReset();
      jest.mocked(fork).mockReturnValue(child as never);
    });

    const launch = (signal = new AbortController().signal): ReturnType<ProcessLauncher['launch']> =>
      launcher.launch(entry, signal);

    it('tells the process what to load, and waits until it has', async () => {
      const launching = launch();
      await turn();
      expect(jest.mocked(fork).mock.calls[0].slice(0, 2)).toEqual(['/nowhere/runner.js', ['muse-mini']]);
      const { directory, dtype, contextLength } = entry;
      const plan = { threads: 1, maxBatchSize: 2, prefillChunk: 3 };
      const settings = {
        directory,
        dtype,
        device: 'cpu',
        contextLength,
        ...plan,
        prefixCacheBytes: 4,
        speculate: false,
      };
      expect(child.sent).toEqual([{ type: 'load', settings }]);
      child.say(loaded);
      const runner = await launching;
      expect([runner.silence, runner.slots, runner.memory, child.signals]).toEqual([0, 2, 1000, []]);
      child.say({ type: 'memory', memory: 3000 });
      expect(runner.memory).toBe(3000);
      await runner.stop();
      expect(child.signals).toEqual(['SIGKILL']);
      expect(told).toEqual([
        ['muse-mini', { type: 'loaded', seconds: expect.any(Number) }],
        ['muse-mini', { type: 'ended', died: false }],
      ]);
    });

    it('keeps what the process says of its model', async () => {
      const launching = launch();
      child.say({ ...loaded, batching: 'appending', agreement: 'close', memory: 2e9 });
      await launching;
      expect([findings.wayOf('muse-mini'), findings.peakOf('muse-mini')]).toEqual([
        { batching: 'appending', agreement: 'close' },
        2,
      ]);
      child.say({ type: 'memory', memory: 3e9 });
      expect(findings.peakOf('muse-mini')).toBe(3);
    });

    it.each([
      ['wrong', 'the self-test rejects the layout of its graph'],
      [undefined, 'its context is too short'],
    ] as const)('says in the log why a model writes one text at a time: %s', async (agreement, why) => {
      log.length = 0;
      const launching = launch();
      child.say({ ...loaded, batching: 'one_by_one', agreement });
      await launching;
      expect(log).toEqual([expect.stringContaining(`muse-mini: writes one text at a time, because ${why}`)]);
    });

    it.each<[string, () => void, string]>([
      [
        'the model cannot be loaded',
        () =>
          child.say({ type: 'load_failed', failure: { code: 'model_load_failed', detail: 'Broken.' }, log: '/secret' }),
        'Broken.',
      ],
      ['the process ends', () => child.exit(), 'The process of muse-mini ended while it loaded.'],
      [
        'there is no process',
        () => child.emit('error', new Error('x')),
        'The process of muse-mini could not be started.',
      ],
    ])('fails where %s, and leaves no process', async (_, happens, detail) => {
      const launching = launch();
      happens();
      await expect(launching).rejects.toMatchObject({ code: 'model_load_failed', detail });
      expect(child.signals).toEqual(['SIGKILL']);
      expect(told).toEqual([['muse-mini', { type: 'load_failed', code: 'model_load_failed' }]]);
    });

    it('gives up after a while', async () => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
      try {
        const launching = launch();
        jest.advanceTimersByTime(1000);
        await expect(launching).rejects.toMatchObject({ code: 'model_load_failed' });
        expect(child.signals).toEqual(['SIGKILL']);
      } finally {
        jest.useRealTimers();
      }
    });

    it('stops as soon as it shall', async () => {
      const stop = new AbortController();
      const launching = launch(stop.signal);
      stop.abort();
      await expect(launching).rejects.toMatchObject({ code: 'shutting_down' });
      expect(child.signals).toEqual(['SIGKILL']);
      // Nothing has failed.
      expect(told).toEqual([]);
    });

    it('leaves no process where it shall stop before it begins', async () => {
      const launching = launch(AbortSignal.abort());
      // Whoever forks now has loaded a moment later.
      child.say(loaded);
      await expect(launching).rejects.toMatchObject({ code: 'shutting_down' });
      expect(jest.mocked(fork).mock.calls.length).toBe(child.signals.length);
    });

    it('brings a runner that outlives an error of its process, and fails its texts when that has ended', async () => {
      const launching = launch();
      child.say(loaded);
      const runner = await launching;
      const heard = listen(runner.generate(aTextRequest()));
      // A message that comes too late.
      child.emit('error', new Error('write EPIPE'));
      await turn();
      expect(heard.error).toBeUndefined();
      child.exit();
      await expect(runner.exited).resolves.toBeUndefined();
      expect(heard.error).toMatchObject({ code: 'runner_died' });
    });

    it('brings a runner that passes requests, updates and hang-ups, each to its own', async () => {
      const launching = launch();
      child.say(loaded);
      const runner = await launching;
      const heard = [1, 2, 3].map(() => listen(runner.generate(aTextRequest())));
      expect(child.sent.slice(1)).toEqual([0, 1, 2].map((id) => ({ type: 'generate', id, request: aTextRequest() })));
      child.say({
        type: 'updates',
        updates: [
          { id: 0, event: { type: 'text', text: 'a', completionTokens: 1 } },
          { id: 1, event: { type: 'finished', reason: 'stop', completionTokens: 0 } },
          { id: 99, event: { type: 'text', text: 'nobody', completionTokens: 1 } },
        ],
        steps: [2],
      });
      heard[2].subscription.unsubscribe();
      expect(child.sent.at(-1)).toEqual({ type: 'cancel', id: 2 });
      expect(heard.map(({ events, completed }) => [events.map(({ type }) => type), completed])).toEqual([
        [['text'], false],
        [['finished'], true],
        [[], false],
      ]);
      child.exit();
      await runner.exited;
      expect(heard.map(({ error }) => error)).toEqual([
        expect.objectContaining({ code: 'runner_died' }),
        undefined,
        undefined,
      ]);
      expect(listen(runner.generate(aTextRequest())).error).toMatchObject({ code: 'runner_died' });
      expect(runner.slots).toBe(0);
      expect(told.slice(1)).toEqual([
        ['muse-mini', { type: 'stepped', steps: [2] }],
        ['muse-mini', { type: 'ended', died: true }],
      ]);
    });

    describe('watching over a process', () => {
      let heard: Heard<unknown>;

      beforeEach(async () => {
        jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
        const launching = launch();
        child.say(loaded);
        const runner = await launching;
        // Years without work are no silence.
        jest.advanceTimersByTime(100_000);
        heard = listen(runner.generate(aTextRequest()));
      });

      afterEach(() => {
        jest.useRealTimers();
      });

      it('kills it when no step ends for too long, and its texts fail', async () => {
        jest.advanceTimersByTime(2000);
        expect(child.signals).toEqual([]);
        jest.advanceTimersByTime(1000);
        expect(child.signals).toEqual(['SIGKILL']);
        await turn();
        expect(heard.error).toMatchObject({ code: 'runner_died' });
      });

      it.each<FromRunner>([
        { type: 'alive', steps: [0] },
        { type: 'updates', updates: [], steps: [1] },
      ])('lets it live while it says $type', (message) => {
        for (let second = 0; second < 100; second += 1) {
          jest.advanceTimersByTime(1000);
          child.say(message);
        }
        expect(child.signals).toEqual([]);
      });

      it.each<FromRunner>([
        { type: 'updates', updates: [{ id: 0, event: { type: 'queued', position: 1 } }], steps: [] },
        { type: 'memory', memory: 1 },
      ])('kills it although it says $type, where no step ends', (message) => {
        for (let second = 0; second < 3; second += 1) {
          child.say(message);
          jest.advanceTimersByTime(1000);
        }
        expect(child.signals).toEqual(['SIGKILL']);
      });

      it('gives it a second look: after a pause of the service its messages are unread', () => {
        jest.advanceTimersByTime(1000);
        jest.advanceTimersByTime(1000);
        child.say({ type: 'alive', steps: [0] });
        jest.advanceTimersByTime(1000);
        expect(child.signals).toEqual([]);
      });

      it('lets it live when its reader has gone', () => {
        heard.subscription.unsubscribe();
        jest.advanceTimersByTime(100_000);
        expect(child.signals).toEqual([]);
      });
    });
  });
});
