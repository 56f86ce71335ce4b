import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import type { Idea } from './idea.js';
import { treeOf } from './idea-tree.js';

describe('the tree around an idea', () => {
  let ideas: MemoryIdeaRepository;

  beforeEach(() => {
    ideas = new MemoryIdeaRepository();
  });

  async function keep(id: string, parentId: string | null, second = 0): Promise<Idea> {
    const idea = anIdea({ id, parentId, createdAt: new Date(second * 1000) });
    await ideas.save(idea);
    return idea;
  }

  it('is the idea alone where it was made of none and none was made of it', async () => {
    const idea = await keep('alone', null);
    expect(await treeOf(idea, ideas)).toEqual({ ancestors: [], idea, children: [] });
  });

  it('has all ancestors, the farthest first, and the children alone, the newest first', async () => {
    const [root, parent, idea] = [await keep('root', null), await keep('parent', 'root'), await keep('me', 'parent')];
    await keep('sister', 'parent');
    const [first, second] = [await keep('first', 'me', 1), await keep('second', 'me', 2)];
    await keep('grandchild', 'first');
    expect(await treeOf(idea, ideas)).toEqual({ ancestors: [root, parent], idea, children: [second, first] });
  });

  it('begins after an ancestor that is deleted', async () => {
    await keep('root', null);
    await keep('gone', 'root');
    const [parent, idea] = [await keep('parent', 'gone'), await keep('me', 'parent')];
    await ideas.delete('gone');
    expect(await treeOf(idea, ideas)).toEqual({ ancestors: [parent], idea, children: [] });
  });

  it('is bounded: the nearest ancestors, the newest children', async () => {
    const line = [await keep('0', null)];
    for (let n = 1; n < 6; n += 1) line.push(await keep(String(n), String(n - 1)));
    const children = [await keep('a', '5', 1), await keep('b', '5', 2), await keep('c', '5', 3)];
    expect(await treeOf(line[5], ideas, 2)).toEqual({
      ancestors: line.slice(3, 5),
      idea: line[5],
      children: [children[2], children[1]],
    });
  });
});
