import { memoryOf } from './processes.js';
import type { Service } from './service.js';

/** MiB that a service and its runners hold when all garbage is collected; the service has to be started with `preloaded('collect')`. */
export async function collectedMemory(service: Service): Promise<number> {
  const processes = [service.pid, ...service.runners];
  const before = service.log.match(/^Collected\.$/gm)?.length ?? 0;
  for (const pid of processes) process.kill(pid, 'SIGUSR2');
  await service.logged(/^Collected\.$/m, before + processes.length);
  return processes.reduce((sum, pid) => sum + memoryOf(pid), 0);
}
