import fc from 'fast-check';
import { contentWordsOf } from './content-words.js';
import { onTopicScore } from './on-topic.js';
import { isSameWord } from './same-word.js';

describe('content words', () => {
  it.each([
    ['Ideen für Nachhaltige Mobilität in der Stadt', ['nachhaltige', 'mobilitat', 'stadt']],
    ['What would you do with amber polishing?', ['amber', 'polishing']],
    ["Girini per maestre d'asilo", ['girini', 'maestre', 'asilo']],
    ["J'ai besoin d'une idée pour les balayeurs nocturnes", ['ai', 'balayeurs', 'nocturnes']],
    ['Dame ideas sobre la comida local, comida', ['comida', 'local']],
    ['AI 2030', ['ai', '2030']],
    ['Und dann?', []],
    ['…', []],
    ['', []],
  ])('of %j are %j', (prompt, words) => {
    expect(contentWordsOf(prompt)).toEqual(words);
  });
});

describe('the same word', () => {
  it.each([
    ['haus', 'hauser'],
    ['stadt', 'stadte'],
    ['nachhaltige', 'nachhaltigkeit'],
    ['wasser', 'regenwasser'],
    ['garten', 'dachgarten'],
    ['city', 'city'],
    ['art', 'arts'],
    ['casa', 'case'],
    ['garden', 'gardeners'],
    ['libro', 'libri'],
    ['journal', 'journaux'],
    ['nino', 'ninos'],
    ['educativo', 'educativas'],
  ])('%s is %s', (wanted, written) => {
    expect(isSameWord(wanted, written)).toBe(true);
  });

  it.each([
    ['bank', 'band'],
    ['wald', 'walk'],
    ['hund', 'hundert'],
    ['kunst', 'kundschaft'],
    ['2030', '20301'],
    ['ai', 'aioli'],
    ['regenwasser', 'wasser'],
    ['a', ''],
  ])('%s is not %s', (wanted, written) => {
    expect(isSameWord(wanted, written)).toBe(false);
  });
});

describe('on topic', () => {
  it.each([
    ['Solardächer für Schulen', 'Das Solardach\nEine Schule sammelt Sonne.', 1],
    ['Solardächer für Schulen', 'Eine Schule sammelt Regen.', 0.5],
    ['Solardächer für Schulen', 'Ein Kochbuch.', 0],
    ['Solardächer für Schulen', '', 0],
    ['Wie wäre es?', 'Ein Kochbuch.', 0],
    ['Und wie?', 'Ein Kochbuch.', null],
  ])('%j in %j is %j', (prompt, text, score) => {
    expect(onTopicScore(text, prompt)).toBe(score);
  });

  const words = fc.array(fc.constantFrom('solar', 'school', 'garden', 'bees', 'river', 'lantern'), { maxLength: 8 });

  it('is never less where more of the prompt is said', () => {
    fc.assert(
      fc.property(words, words, words, (prompt, text, more) => {
        const [wanted, less] = [prompt.join(' '), text.join(' ')];
        const before = onTopicScore(less, wanted);
        const after = onTopicScore(`${less} ${more.join(' ')}`, wanted);
        if (before === null) expect(after).toBeNull();
        else expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('is 1 for a text that repeats the prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (prompt) => {
        expect([1, null]).toContain(onTopicScore(`so: ${prompt}`, prompt));
      }),
    );
  });
});
