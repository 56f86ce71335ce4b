import { Subject, type Observable } from 'rxjs';
import { keyPrefix } from '../redis/redis-connection.js';
import type { RedisMessages } from '../redis/redis-messages.js';

const channel = `${keyPrefix}cluster`;

/** That something has changed in the cluster: what it is, everybody reads. */
export class ClusterNews {
  private readonly heard = new Subject<void>();
  private hearing?: Promise<void>;

  constructor(private readonly messages: RedisMessages) {}

  get changes(): Observable<void> {
    this.hearing ??= this.messages.hear(channel, () => this.heard.next());
    // Where it cannot be heard, the connection is made again, or everything is read again soon.
    this.hearing.catch(() => undefined);
    return this.heard;
  }

  async tell(): Promise<void> {
    await this.messages.tell(channel);
  }
}
