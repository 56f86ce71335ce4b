import { languages } from '../ideas/idea.js';
import { angleInTurn, angles, pickAngle } from './angle.js';
import { anglesIn } from './angles.js';

describe('angles', () => {
  it.each(languages)('have texts of their own in %s', (language) => {
    const texts = angles.map((angle) => anglesIn[language][angle]);
    for (const { name, instruction, words } of texts) {
      expect(name).toMatch(/^\p{Lu}/u);
      expect(instruction).toMatch(/^\p{Lu}[^{}<[]+\.$/u);
      // They stand behind a topic: no sentence, and no mark that would end it.
      expect(words).toMatch(/^\p{Ll}[\p{L} ']+$/u);
    }
    expect(new Set(texts.flatMap(({ name, instruction, words }) => [name, instruction, words])).size).toBe(15);
  });

  it('are taken in turn, after one idea without any', () => {
    const turn = [undefined, 'constraint', 'opposite', 'analogy', 'audience', 'first_step'];
    expect(Array.from({ length: 13 }, (_, place) => angleInTurn(place))).toEqual([...turn, ...turn, undefined]);
  });

  it('are picked by chance, all of them', () => {
    // Of five angles, one that never comes in a thousand times: never.
    const picked = new Set(Array.from({ length: 1000 }, pickAngle));
    expect(picked).toEqual(new Set(angles));
  });
});
