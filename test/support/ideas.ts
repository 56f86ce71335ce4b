import type { Json } from './json.js';
import type { Service } from './service.js';

/** Every idea that the service lists, the newest first, page by page. */
export async function allIdeas(service: Service, limit = 100): Promise<Json[]> {
  const ideas: Json[] = [];
  let cursor = '';
  for (;;) {
    const { status, body } = await service.get(`/api/v1/ideas?limit=${limit}${cursor}`);
    expect(status).toBe(200);
    ideas.push(...body.items);
    if (body.next_cursor === null) return ideas;
    cursor = `&cursor=${body.next_cursor}`;
  }
}
