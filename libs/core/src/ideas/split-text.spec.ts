import { splitText } from './split-text.js';

describe('splitText', () => {
  it('takes the first line as the title and the rest as the content', () => {
    expect(splitText('Das Dach\nEs sammelt Regen.\n\nUnd Licht.')).toEqual({
      title: 'Das Dach',
      content: 'Es sammelt Regen.\n\nUnd Licht.',
    });
  });

  it('leaves out empty lines before, between and behind', () => {
    expect(splitText('\n \n  The roof  \n\n\n  It collects rain.\n\n')).toEqual({
      title: 'The roof',
      content: 'It collects rain.',
    });
  });

  it('reads CRLF like LF', () => {
    expect(splitText('\r\nThe roof\r\n\r\nIt collects rain.\r\n')).toEqual({
      title: 'The roof',
      content: 'It collects rain.',
    });
  });

  it('takes a single line as both', () => {
    expect(splitText('## Titel: Das Dach ')).toEqual({ title: 'Das Dach', content: 'Das Dach' });
  });

  it.each(['', ' \n\t \r\n'])('finds nothing in %j', (text) => {
    expect(splitText(text)).toEqual({ title: '', content: '' });
  });

  it.each(['Titel', 'Title', 'Titolo', 'Titre', 'Título', 'TITEL', 'título', 'TÍTULO', 'title'])(
    'leaves out a leading "%s:"',
    (word) => {
      for (const prefix of [`${word}:`, `${word}: `, `${word} : `, `**${word}:** `, `# ${word}: `]) {
        expect(splitText(`${prefix}Das Dach\nRegen.`)).toEqual({ title: 'Das Dach', content: 'Regen.' });
      }
    },
  );

  it.each([
    ['# The roof', 'The roof'],
    ['###### The roof', 'The roof'],
    ['> The roof', 'The roof'],
    ['- The roof', 'The roof'],
    ['* The roof', 'The roof'],
    ['> ## The roof', 'The roof'],
    ['**The roof**', 'The roof'],
    ['__The roof__', 'The roof'],
    ['***The roof***', 'The roof'],
    ['*The* roof', 'The roof'],
    ['`The roof`', 'The roof'],
    ['**The *green* roof**', 'The green roof'],
    ['**Title: The roof**', 'The roof'],
    ['Title: **The roof**', 'The roof'],
    ['### **Title:** *The* roof', 'The roof'],
  ])('reads the Markdown of %j', (line, title) => {
    expect(splitText(`${line}\nRain.`)).toEqual({ title, content: 'Rain.' });
  });

  it.each([
    '2 * 3 * 4',
    'snake_case and more_snake',
    '#hashtag',
    'C# und F#',
    'The title: a story',
    'Titelblatt: heute',
    '-5 Grad',
    '100 % *',
  ])('leaves the title %j as it is', (title) => {
    expect(splitText(`${title}\nRain.`)).toEqual({ title, content: 'Rain.' });
  });

  it('finds a title that stands on the line after its label', () => {
    expect(splitText('Titel:\nDas Dach\nRegen.')).toEqual({ title: 'Das Dach', content: 'Regen.' });
    expect(splitText('**Title:**\n\n**The roof**\n\nRain.')).toEqual({ title: 'The roof', content: 'Rain.' });
  });

  it('leaves Markdown in the content alone', () => {
    expect(splitText('Roof\n- **rain**\n- Title: light').content).toBe('- **rain**\n- Title: light');
  });
});
