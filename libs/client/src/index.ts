export { CreativeMuse } from './creative-muse.js';
export type { ConnectionOptions, RequestOptions } from './connection.js';
export type { FollowOptions } from './follow.js';
export { MuseProblem } from './problem.js';
export type { ReconnectOptions } from './reconnect.js';
export type * from './types.js';
