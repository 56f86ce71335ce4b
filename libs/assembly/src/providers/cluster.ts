import { type FactoryProvider, Logger } from '@nestjs/common';
import { ClusterNews } from '@muse/adapters/cluster/cluster-news.js';
import { PlacementQueue } from '@muse/adapters/cluster/placement-queue.js';
import { RedisClusterNotes } from '@muse/adapters/cluster/redis-cluster-notes.js';
import { RedisWorkerCommands } from '@muse/adapters/cluster/redis-worker-commands.js';
import { RedisWorkerReports } from '@muse/adapters/cluster/redis-worker-reports.js';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { RedisMessages } from '@muse/adapters/redis/redis-messages.js';
import { ClusterNotes } from '@muse/core/cluster/cluster-notes.js';
import { ClusterView } from '@muse/core/cluster/cluster-view.js';
import { Orders } from '@muse/core/cluster/orders.js';
import { PlacementCalls } from '@muse/core/cluster/placement-calls.js';
import { WorkerCommands } from '@muse/core/cluster/worker-commands.js';
import { WorkerReports } from '@muse/core/cluster/worker-reports.js';

/** Milliseconds after which a worker that says nothing is gone. */
const lifetime = 5000;
/** Milliseconds between two looks at the cluster where nobody says that something has changed. */
const interval = 1000;

/** What the processes of a cluster tell each other. */
export function clusterProviders(): FactoryProvider[] {
  const logger = new Logger('Cluster');
  const failed = (error: unknown): void => logger.warn(error instanceof Error ? error.message : 'unknown cause');
  return [
    {
      provide: RedisMessages,
      inject: [RedisConnections],
      useFactory: ({ commands, messages }: RedisConnections) => new RedisMessages(commands, messages),
    },
    {
      provide: ClusterNews,
      inject: [RedisMessages],
      useFactory: (messages: RedisMessages) => new ClusterNews(messages),
    },
    {
      provide: WorkerReports,
      inject: [RedisConnections, ClusterNews],
      useFactory: ({ commands }: RedisConnections, news: ClusterNews) =>
        new RedisWorkerReports(commands, news, lifetime),
    },
    {
      provide: ClusterNotes,
      inject: [RedisConnections, ClusterNews],
      useFactory: ({ commands }: RedisConnections, news: ClusterNews) => new RedisClusterNotes(commands, news),
    },
    {
      provide: WorkerCommands,
      inject: [RedisMessages],
      useFactory: (messages: RedisMessages) => new RedisWorkerCommands(messages),
    },
    {
      provide: ClusterView,
      inject: [WorkerReports, ClusterNotes],
      useFactory: async (reports: WorkerReports, notes: ClusterNotes) => {
        const view = new ClusterView(reports, notes, { interval, failed });
        // Where Redis is away, the process is there nevertheless, and says so.
        await view.start().catch(failed);
        return view;
      },
    },
    {
      provide: Orders,
      inject: [WorkerCommands, ClusterView],
      useFactory: (commands: WorkerCommands, view: ClusterView) => new Orders(commands, view),
    },
    {
      provide: PlacementQueue,
      inject: [RedisConnections],
      useFactory: ({ commands }: RedisConnections) => new PlacementQueue(commands, failed),
    },
    { provide: PlacementCalls, inject: [PlacementQueue], useFactory: (queue: PlacementQueue) => queue },
  ];
}
