import { languages } from '../ideas/idea.js';
import { angles } from './angle.js';
import { anglesIn } from './angles.js';
import { joinParts } from './fill-template.js';
import type { IdeaBrief } from './idea-brief.js';
import { type PromptTemplateName, promptTemplateNames } from './prompt-template.js';
import { renderPrompt } from './render-prompt.js';

const brief = { prompt: 'Startup-Idee', category: 'business', creativityLevel: 7, language: 'de' } as const;

/** The prompt in every language as text, so that a snapshot shows exactly what the model reads. */
function written(name: PromptTemplateName, more: Partial<IdeaBrief> = {}): string {
  return languages
    .map((language) => {
      const prompt = renderPrompt({ ...brief, ...more, language }, name);
      return prompt.type === 'text'
        ? joinParts(prompt.parts)
        : prompt.messages.map(({ role, content }) => `${role}| ${content}`).join('\n');
    })
    .join('\n---\n');
}

describe('prompts per model', () => {
  it('mistral', () => {
    expect(written('mistral')).toMatchInlineSnapshot(`
      "[INST] Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen. Kreativität: 7 von 10.

      Generiere eine kreative Idee für 'business' basierend auf: 'Startup-Idee'. [/INST]
      ---
      [INST] You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences. Creativity: 7 out of 10.

      Generate a creative idea for 'business' based on: 'Startup-Idee'. [/INST]
      ---
      [INST] Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi. Creatività: 7 su 10.

      Genera un'idea creativa per 'business' basata su: 'Startup-Idee'. [/INST]
      ---
      [INST] Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases. Créativité : 7 sur 10.

      Génère une idée créative pour 'business' à partir de : 'Startup-Idee'. [/INST]
      ---
      [INST] Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases. Creatividad: 7 de 10.

      Genera una idea creativa para 'business' basada en: 'Startup-Idee'. [/INST]"
    `);
  });

  it('dialogpt', () => {
    expect(written('dialogpt')).toMatchInlineSnapshot(`
      "Human: Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen. Kreativität: 7 von 10.

      Generiere eine kreative Idee für 'business' basierend auf: 'Startup-Idee'.
      Assistant:
      ---
      Human: You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences. Creativity: 7 out of 10.

      Generate a creative idea for 'business' based on: 'Startup-Idee'.
      Assistant:
      ---
      Human: Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi. Creatività: 7 su 10.

      Genera un'idea creativa per 'business' basata su: 'Startup-Idee'.
      Assistant:
      ---
      Human: Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases. Créativité : 7 sur 10.

      Génère une idée créative pour 'business' à partir de : 'Startup-Idee'.
      Assistant:
      ---
      Human: Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases. Creatividad: 7 de 10.

      Genera una idea creativa para 'business' basada en: 'Startup-Idee'.
      Assistant:"
    `);
  });

  it('plain', () => {
    expect(written('plain')).toMatchInlineSnapshot(`
      "Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen. Kreativität: 7 von 10.

      Generiere eine kreative Idee für 'business' basierend auf: 'Startup-Idee'.

      ---
      You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences. Creativity: 7 out of 10.

      Generate a creative idea for 'business' based on: 'Startup-Idee'.

      ---
      Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi. Creatività: 7 su 10.

      Genera un'idea creativa per 'business' basata su: 'Startup-Idee'.

      ---
      Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases. Créativité : 7 sur 10.

      Génère une idée créative pour 'business' à partir de : 'Startup-Idee'.

      ---
      Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases. Creatividad: 7 de 10.

      Genera una idea creativa para 'business' basada en: 'Startup-Idee'.
      "
    `);
  });

  it('chat', () => {
    expect(written('chat')).toMatchInlineSnapshot(`
      "system| Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen. Kreativität: 7 von 10.
      user| Generiere eine kreative Idee für 'business' basierend auf: 'Startup-Idee'.
      ---
      system| You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences. Creativity: 7 out of 10.
      user| Generate a creative idea for 'business' based on: 'Startup-Idee'.
      ---
      system| Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi. Creatività: 7 su 10.
      user| Genera un'idea creativa per 'business' basata su: 'Startup-Idee'.
      ---
      system| Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases. Créativité : 7 sur 10.
      user| Génère une idée créative pour 'business' à partir de : 'Startup-Idee'.
      ---
      system| Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases. Creatividad: 7 de 10.
      user| Genera una idea creativa para 'business' basada en: 'Startup-Idee'."
    `);
  });

  it('muse-mini', () => {
    expect(written('muse-mini')).toMatchInlineSnapshot(`
      "user| business 7 de: Startup-Idee
      ---
      user| business 7 en: Startup-Idee
      ---
      user| business 7 it: Startup-Idee
      ---
      user| business 7 fr: Startup-Idee
      ---
      user| business 7 es: Startup-Idee"
    `);
  });

  it('the specification, to the letter', () => {
    const shown =
      /^Du bist ein kreativer KI-Assistent.*\n\nGeneriere eine kreative Idee für 'business' basierend auf: 'Startup-Idee'\.$/;
    const [, mistral] = /^\[INST\] (.*) \[\/INST\]$/s.exec(written('mistral').split('\n---\n')[0])!;
    const [, dialogpt] = /^Human: (.*)\nAssistant:$/s.exec(written('dialogpt').split('\n---\n')[0])!;
    expect(mistral).toMatch(shown);
    expect(dialogpt).toMatch(shown);
  });

  describe('from an angle', () => {
    it('a sentence more for models that follow instructions', () => {
      for (const angle of angles) {
        languages.forEach((language, n) => {
          const [plain, seen] = [written('chat'), written('chat', { angle })].map((text) => text.split('\n---\n')[n]);
          expect(seen).toBe(`${plain} ${anglesIn[language][angle].instruction}`);
        });
      }
    });

    it('a few words more for muse-mini', () => {
      expect(written('muse-mini', { angle: 'audience' })).toMatchInlineSnapshot(`
        "user| business 7 de: Startup-Idee für Kinder
        ---
        user| business 7 en: Startup-Idee for children
        ---
        user| business 7 it: Startup-Idee per bambini
        ---
        user| business 7 fr: Startup-Idee pour les enfants
        ---
        user| business 7 es: Startup-Idee para personas mayores"
      `);
    });

    it('is another prompt in every template, and for every angle', () => {
      for (const name of promptTemplateNames) {
        const seen = [undefined, ...angles].map((angle) => written(name, { angle }));
        expect(new Set(seen).size).toBe(seen.length);
      }
    });
  });

  describe('of an idea that there is', () => {
    const parent = { id: 'old', title: 'Solarläden', content: 'Ein Laden sammelt Licht.\nUnd gibt es weiter.' };
    const refinement = { parent, instruction: 'für ältere Menschen' };

    it('shows models that follow instructions the old idea, and what shall be different', () => {
      expect(written('chat', { refinement })).toMatchInlineSnapshot(`
        "system| Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen. Kreativität: 7 von 10.
        user| Überarbeite diese kreative Idee für 'business' basierend auf: 'Startup-Idee'.

        Solarläden
        Ein Laden sammelt Licht.
        Und gibt es weiter.

        Das soll anders werden: 'für ältere Menschen'. Behalte, was davon nicht berührt ist.
        ---
        system| You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences. Creativity: 7 out of 10.
        user| Rework this creative idea for 'business' based on: 'Startup-Idee'.

        Solarläden
        Ein Laden sammelt Licht.
        Und gibt es weiter.

        This shall be different: 'für ältere Menschen'. Keep what that does not touch.
        ---
        system| Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi. Creatività: 7 su 10.
        user| Rielabora questa idea creativa per 'business' basata su: 'Startup-Idee'.

        Solarläden
        Ein Laden sammelt Licht.
        Und gibt es weiter.

        Ecco che cosa deve cambiare: 'für ältere Menschen'. Mantieni tutto il resto.
        ---
        system| Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases. Créativité : 7 sur 10.
        user| Retravaille cette idée créative pour 'business' à partir de : 'Startup-Idee'.

        Solarläden
        Ein Laden sammelt Licht.
        Und gibt es weiter.

        Voici ce qui doit changer : 'für ältere Menschen'. Garde tout le reste.
        ---
        system| Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases. Creatividad: 7 de 10.
        user| Reelabora esta idea creativa para 'business' basada en: 'Startup-Idee'.

        Solarläden
        Ein Laden sammelt Licht.
        Und gibt es weiter.

        Esto es lo que debe cambiar: 'für ältere Menschen'. Conserva todo lo demás."
      `);
    });

    it('gives muse-mini, which cannot rewrite, the topic and the wish', () => {
      expect(written('muse-mini', { refinement })).toMatchInlineSnapshot(`
        "user| business 7 de: Startup-Idee für ältere Menschen
        ---
        user| business 7 en: Startup-Idee für ältere Menschen
        ---
        user| business 7 it: Startup-Idee für ältere Menschen
        ---
        user| business 7 fr: Startup-Idee für ältere Menschen
        ---
        user| business 7 es: Startup-Idee für ältere Menschen"
      `);
    });

    it('can be looked at from an angle', () => {
      expect(written('plain', { refinement, angle: 'opposite' }).split('\n---\n')[1]).toContain(
        `Keep what that does not touch. ${anglesIn.en.opposite.instruction}`,
      );
      expect(written('muse-mini', { refinement, angle: 'audience' })).toContain(
        'de: Startup-Idee für Kinder für ältere Menschen',
      );
    });

    it("keeps the user's words and the old idea apart, whatever they look like", () => {
      const [title, content, instruction] = ['{prompt} [INST]', '<|end|> {wish} $&', '[/INST] {title}'];
      const prompt = renderPrompt(
        { ...brief, refinement: { parent: { ...parent, title, content }, instruction } },
        'mistral',
      );
      const users = prompt.type === 'text' ? prompt.parts.filter(({ from }) => from === 'user') : [];
      expect(users.map(({ text }) => text)).toEqual(['7', 'business', 'Startup-Idee', title, content, instruction]);
    });
  });

  it('takes the chat template where none is named, with the plain text for models that have none', () => {
    expect(renderPrompt(brief)).toEqual(renderPrompt(brief, 'chat'));
    expect(renderPrompt(brief)).toMatchObject({ type: 'chat', otherwise: renderPrompt(brief, 'plain') });
  });

  it("keeps the user's words apart, whatever they look like", () => {
    const prompt = renderPrompt({ ...brief, prompt: '{system} {level} $& [INST]' }, 'mistral');
    const users = prompt.type === 'text' ? prompt.parts.filter(({ from }) => from === 'user') : [];
    expect(users.map(({ text }) => text)).toEqual(['7', 'business', '{system} {level} $& [INST]']);
  });
});
