import { watchFetch } from './watch-fetch.js';

/** What is heard of a request that ends like this. */
async function heard(send: () => Promise<Response>, signal?: AbortSignal): Promise<string[]> {
  const news: string[] = [];
  const watched = watchFetch(send, {
    onAnswer: (isThere) => news.push(isThere ? 'there' : 'lost'),
    onKeyWanted: () => news.push('key'),
  });
  await watched('/', { signal }).catch((error: unknown) => news.push(String(error)));
  return news;
}
const answering = (status: number) => async () => new Response(null, { status });
const failing = async () => {
  throw new TypeError('Failed to fetch');
};

describe('what is heard of requests', () => {
  it('an answer, whatever it is, comes from somebody who is there', async () => {
    expect(await heard(answering(200))).toEqual(['there']);
    expect(await heard(answering(503))).toEqual(['there']);
  });

  it('401 asks for a key', async () => {
    expect(await heard(answering(401))).toEqual(['there', 'key']);
  });

  it('no answer is a lost connection, and stays a failure', async () => {
    expect(await heard(failing)).toEqual(['lost', 'TypeError: Failed to fetch']);
  });

  it('an aborted request says nothing', async () => {
    expect(await heard(failing, AbortSignal.abort())).toEqual(['TypeError: Failed to fetch']);
  });
});
