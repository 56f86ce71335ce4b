import { type languages } from '../ideas/idea.js';
import { promptTemplateNames, promptTemplates } from './prompt-template.js';

const brief = { prompt: "L'eau 'et' <|end|>", category: 'technology', creativityLevel: 7 } as const;

/** The messages as text, so that a snapshot shows exactly what the model reads. */
function written(template: keyof typeof promptTemplates, language: (typeof languages)[number]): string {
  return promptTemplates[template]({ ...brief, language })
    .map(({ role, content }) => `${role}| ${content}`)
    .join('\n');
}

describe('prompt templates', () => {
  it('are these', () => {
    expect(promptTemplateNames).toEqual(['muse-mini', 'chat']);
  });

  it('muse-mini gets the one line that it was trained on', () => {
    expect(written('muse-mini', 'de')).toMatchInlineSnapshot(`"user| technology 7 de: L'eau 'et' <|end|>"`);
    expect(written('muse-mini', 'en')).toMatchInlineSnapshot(`"user| technology 7 en: L'eau 'et' <|end|>"`);
    expect(written('muse-mini', 'it')).toMatchInlineSnapshot(`"user| technology 7 it: L'eau 'et' <|end|>"`);
    expect(written('muse-mini', 'fr')).toMatchInlineSnapshot(`"user| technology 7 fr: L'eau 'et' <|end|>"`);
    expect(written('muse-mini', 'es')).toMatchInlineSnapshot(`"user| technology 7 es: L'eau 'et' <|end|>"`);
  });

  it('chat tells an instruction-tuned model who it is and what is wanted', () => {
    expect(written('chat', 'de')).toMatchInlineSnapshot(`
      "system| Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen.
      user| Generiere eine kreative Idee für 'technology' basierend auf: 'L'eau 'et' <|end|>'. Kreativität: 7 von 10."
    `);
    expect(written('chat', 'en')).toMatchInlineSnapshot(`
      "system| You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences.
      user| Generate a creative idea for 'technology' based on: 'L'eau 'et' <|end|>'. Creativity: 7 of 10."
    `);
    expect(written('chat', 'it')).toMatchInlineSnapshot(`
      "system| Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi.
      user| Genera un'idea creativa per 'technology' basata su: 'L'eau 'et' <|end|>'. Creatività: 7 su 10."
    `);
    expect(written('chat', 'fr')).toMatchInlineSnapshot(`
      "system| Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases.
      user| Génère une idée créative pour 'technology' à partir de : 'L'eau 'et' <|end|>'. Créativité : 7 sur 10."
    `);
    expect(written('chat', 'es')).toMatchInlineSnapshot(`
      "system| Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases.
      user| Genera una idea creativa para 'technology' basada en: 'L'eau 'et' <|end|>'. Creatividad: 7 de 10."
    `);
  });
});
