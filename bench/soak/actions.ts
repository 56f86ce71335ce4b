import type { Random } from '../preload/random.js';

/** What a client of the soak does, and how it went: `ok`, `hung up`, or the code of a failure. */
export type Action = (client: SoakClient) => Promise<string>;

/** A client of the service, with its own chance and the ideas that it was given. */
export class SoakClient {
  private readonly ideas: string[] = [];

  constructor(
    private readonly url: string,
    readonly random: Random,
  ) {}

  get(path: string): Promise<Response> {
    return fetch(this.url + path);
  }

  post(path: string, body: object, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, signal };
    return fetch(this.url + path, { ...init, body: JSON.stringify(body) });
  }

  /** A request for an idea, mostly a new one. */
  wish(): { prompt: string; language: string; creativity_level: number } {
    const language = ['de', 'en', 'it', 'fr', 'es'][Math.floor(this.random() * 5)];
    const subject = ['Regen', 'garden', 'scuola', 'musique', 'playa'][Math.floor(this.random() * 5)];
    return { prompt: `${subject} ${Math.floor(this.random() * 1000)}`, language, creativity_level: this.level() };
  }

  remember(id: string): void {
    this.ideas.push(id);
    if (this.ideas.length > 50) this.ideas.shift();
  }

  /** An idea that this client was told of. */
  anyIdea(): string | undefined {
    return this.ideas[Math.floor(this.random() * this.ideas.length)];
  }

  private level(): number {
    return 1 + Math.floor(this.random() * 10);
  }
}

const sse = { accept: 'text/event-stream' };

/** Every action with its share of all. */
export const actions: Record<string, { share: number; act: Action }> = {
  stream: { share: 6, act: async (client) => readStream(client, '/api/v1/generate/stream', client.wish(), 'complete') },
  'stream, hung up': { share: 3, act: hangUp },
  single: { share: 4, act: single },
  batch: { share: 1, act: async (client) => codeOf(await client.post('/api/v1/generate/batch', prompts(client)), 200) },
  'batch as a stream': {
    share: 1,
    act: async (client) => readStream(client, '/api/v1/generate/batch', prompts(client), 'batch_complete'),
  },
  models: { share: 2, act: async (client) => codeOf(await client.get('/api/v1/models'), 200) },
  'pages of ideas': { share: 2, act: pages },
  'one idea': { share: 2, act: async (client) => withIdea(client, (id) => client.get(`/api/v1/ideas/${id}`)) },
  rating: { share: 2, act: rate },
  statistics: { share: 1, act: async (client) => codeOf(await client.get('/api/v1/stats'), 200) },
  refused: { share: 1, act: async (client) => codeOf(await client.post('/api/v1/generate', { prompt: '' }), 400) },
};

/** One of the actions, by their shares. */
export function chooseAction(random: Random): string {
  const names = Object.keys(actions);
  let rest = random() * names.reduce((sum, name) => sum + actions[name].share, 0);
  return names.find((name) => (rest -= actions[name].share) < 0) ?? names[0];
}

async function single(client: SoakClient): Promise<string> {
  const response = await client.post('/api/v1/generate', client.wish());
  if (response.status !== 200) return codeOf(response, 200);
  client.remember(((await response.json()) as { id: string }).id);
  return 'ok';
}

async function readStream(client: SoakClient, path: string, body: object, last: string): Promise<string> {
  const response = await client.post(path, body, sse);
  const text = await response.text();
  const isWhole = response.status === 200 && text.includes(`"type":"${last}"`);
  return isWhole && !text.includes('"type":"error"') ? 'ok' : (/"code":"(\w+)"/.exec(text)?.[1] ?? 'cut off');
}

/** Reads a little of a stream and goes. */
async function hangUp(client: SoakClient): Promise<string> {
  const abort = new AbortController();
  const response = await client.post('/api/v1/generate/stream', client.wish(), sse, abort.signal);
  if (response.status !== 200) return codeOf(response, 200);
  const reader = response.body!.getReader();
  for (let chunk = Math.floor(client.random() * 4); chunk >= 0; chunk -= 1) await reader.read();
  abort.abort();
  return 'hung up';
}

/** Reads five pages, as somebody who takes everything along does. */
async function pages(client: SoakClient): Promise<string> {
  let cursor = '';
  for (let page = 0; page < 5; page += 1) {
    const response = await client.get(`/api/v1/ideas?limit=50${cursor}`);
    if (response.status !== 200) return codeOf(response, 200);
    const { next_cursor } = (await response.json()) as { next_cursor: string | null };
    if (next_cursor === null) return 'ok';
    cursor = `&cursor=${next_cursor}`;
  }
  return 'ok';
}

async function rate(client: SoakClient): Promise<string> {
  const rating = 1 + Math.floor(client.random() * 5);
  return withIdea(client, (id) => client.post(`/api/v1/ideas/${id}/rate`, { rating }));
}

async function withIdea(client: SoakClient, ask: (id: string) => Promise<Response>): Promise<string> {
  const id = client.anyIdea();
  return id === undefined ? single(client) : codeOf(await ask(id), 200);
}

function prompts(client: SoakClient): object {
  return { prompts: Array.from({ length: 2 + Math.floor(client.random() * 5) }, () => client.wish().prompt) };
}

/** `ok` where the status is the right one, else the code of the problem. */
async function codeOf(response: Response, expected: number): Promise<string> {
  const text = await response.text();
  return response.status === expected ? 'ok' : (/"code":"(\w+)"/.exec(text)?.[1] ?? String(response.status));
}
