import { runToExit } from '../support/service.js';

describe('A wrong setting stops the start', () => {
  it.each([
    ['API_PORT', { API_PORT: 'abc' }, /"abc".*0 to 65535/],
    ['API_PORT', { API_PORT: '65536' }, /"65536".*0 to 65535/],
    ['STREAMING_CHUNK_SIZE', { STREAMING_CHUNK_SIZE: '0' }, /"0".*from 1/],
    ['API_HOST', { API_HOST: '0.0.0.0' }, /ALLOW_OPEN/],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, /"loud".*error.*debug/],
    ['DEFAULT_MODEL', { DEFAULT_MODEL: 'gpt' }, /"gpt".*muse-mini/],
    ['ALLOW_OPEN', { ALLOW_OPEN: 'yes' }, /"yes".*true or false/],
  ])('%s: %j', async (name, env, allowed) => {
    const { code, output } = await runToExit(env);
    expect(code).toBe(1);
    const line = output.split('\n').find((text) => text.includes(name));
    expect(line).toMatch(allowed);
    expect(output).not.toMatch(/^\s+at |node_modules|Listening/m);
  });

  it('names all of them at once', async () => {
    const { code, output } = await runToExit({ API_PORT: 'abc', STREAMING_CHUNK_SIZE: '0' });
    expect(code).toBe(1);
    expect(output).toContain('API_PORT');
    expect(output).toContain('STREAMING_CHUNK_SIZE');
  });
});
