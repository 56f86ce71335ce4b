import { RedisServer } from '../servers/redis-server.js';

// None survives a spec file, whatever failed in it.
afterAll(() => RedisServer.removeAll());

export { RedisServer };
