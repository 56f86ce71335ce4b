import OpenAI from 'openai';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import type { Json } from '../support/json.js';
import { findLongRequest, short } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { SocketClient } from '../support/socket-client.js';

const rain = { model: 'muse-mini', messages: [{ role: 'user' as const, content: 'Regen' }], seed: 7, max_tokens: 40 };

/** Everything that an API process can be asked for, written by workers, and begun anew where one of them is lost. */
describe('Over the queue', () => {
  let hold: Hold;
  let cluster: Cluster;
  let api: Service;
  let workers: Service[];
  let openai: OpenAI;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start(hold.env);
    workers = await Promise.all([cluster.worker(), cluster.worker()]);
    api = await cluster.api();
    openai = new OpenAI({ apiKey: 'none', baseURL: `${api.url}/v1`, maxRetries: 0 });
  });

  /** Kills the worker whose runner stands still, and its runner; another one comes in its place. */
  async function loseHeld(): Promise<void> {
    const runner = await hold.held();
    const i = workers.findIndex(({ runners }) => runners.includes(runner));
    const [worker] = workers.splice(i, 1);
    worker.signal('SIGKILL');
    process.kill(runner, 'SIGKILL');
    await worker.exit();
    workers.push(await cluster.worker());
  }

  const answer = (): Promise<OpenAI.ChatCompletion> => openai.chat.completions.create(rain);

  async function chunksOf(n = 1): Promise<OpenAI.ChatCompletionChunk[]> {
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of await openai.chat.completions.create({ ...rain, n, stream: true })) chunks.push(chunk);
    return chunks;
  }

  const textOf = (chunks: OpenAI.ChatCompletionChunk[], index = 0): string =>
    chunks
      .flatMap(({ choices }) => choices.filter((choice) => choice.index === index))
      .map(({ delta }) => delta.content ?? '')
      .join('');

  it('an OpenAI answer is the same whole and streamed, alone and as one of two', async () => {
    const whole = (await answer()).choices[0].message.content!;
    expect(whole).not.toBe('');
    expect(textOf(await chunksOf())).toBe(whole);
    const both = await openai.chat.completions.create({ ...rain, n: 2 });
    const texts = both.choices.map(({ message }) => message.content);
    expect(texts[0]).toBe(whole);
    const chunks = await chunksOf(2);
    expect([textOf(chunks), textOf(chunks, 1)]).toEqual(texts);
  });

  it('an OpenAI answer does not show that its worker was lost', async () => {
    const whole = (await answer()).choices[0].message.content;
    hold.at({ event: 'text', count: 5, when: 'after' });
    const asked = answer();
    await loseHeld();
    expect((await asked).choices[0].message.content).toBe(whole);
  });

  it('an OpenAI stream hides the loss before its first text', async () => {
    const whole = (await answer()).choices[0].message.content;
    hold.at({ event: 'text', count: 1, when: 'before' });
    const streamed = chunksOf();
    await loseHeld();
    expect(textOf(await streamed)).toBe(whole);
  });

  it('an OpenAI stream cannot hide it after that, and says so', async () => {
    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await openai.chat.completions.create({ ...rain, stream: true });
    const read = async (): Promise<void> => {
      for await (const { choices } of stream) expect(choices).toHaveLength(1);
    };
    const failed = expect(read()).rejects.toMatchObject({ code: 'interrupted' });
    await loseHeld();
    await failed;
  });

  it('a socket tells what a stream tells, a restart among it', async () => {
    const client = await SocketClient.open(api);
    client.generate('short', short);
    const { type, idea } = await client.end('short');
    expect(type).toBe('complete');
    expect((await api.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
    const long = await findLongRequest(api);
    hold.at({ event: 'text', count: 5, when: 'after' });
    client.generate('long', long);
    await client.until(({ request_id: id, type: kind }) => id === 'long' && kind === 'chunk', 'the first text');
    await loseHeld();
    const end = await client.end('long');
    expect(end.type).toBe('complete');
    const heard = client.of('long');
    const restart = heard.findIndex(({ type: kind }) => kind === 'restart');
    expect(heard[restart]).toMatchObject({ idea_id: end.idea_id, attempt: 2 });
    const told = heard
      .slice(restart)
      .map(({ content }) => content ?? '')
      .join('');
    expect(told).toContain(end.idea.title);
    client.socket.close();
  });

  it('a batch keeps what succeeds, and says of the rest why not', async () => {
    // Three bytes each, and none of them in the words of the model.
    const prompts = ['Tee', '漢'.repeat(2000), 'Regen'];
    const { status, body } = await api.post('/api/v1/generate/batch', { prompts, models: ['muse-mini'] });
    expect(status).toBe(200);
    expect(body.ideas.map(({ prompt }: Json) => prompt)).toEqual(['Tee', 'Regen']);
    expect(body.errors).toMatchObject([{ index: 1, model: 'muse-mini', code: 'prompt_too_long' }]);
    for (const idea of body.ideas) expect((await api.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
  });
});
