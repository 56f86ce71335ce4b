import type { Language } from '../ideas/idea.js';
import type { IdeaBrief } from './idea-brief.js';

interface IdeaInstructions {
  /** Who the model is, and the form of its answer: a title line, then the idea. */
  system: string;
  /** What is wanted now. */
  task: (brief: IdeaBrief) => string;
}

/** What instruction-tuned models are told, in the language that they shall answer in. */
export const ideaInstructions: Readonly<Record<Language, IdeaInstructions>> = {
  de: {
    system:
      'Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen.',
    task: ({ category, prompt, creativityLevel }) =>
      `Generiere eine kreative Idee für '${category}' basierend auf: '${prompt}'. Kreativität: ${creativityLevel} von 10.`,
  },
  en: {
    system:
      'You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences.',
    task: ({ category, prompt, creativityLevel }) =>
      `Generate a creative idea for '${category}' based on: '${prompt}'. Creativity: ${creativityLevel} of 10.`,
  },
  it: {
    system:
      "Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi.",
    task: ({ category, prompt, creativityLevel }) =>
      `Genera un'idea creativa per '${category}' basata su: '${prompt}'. Creatività: ${creativityLevel} su 10.`,
  },
  fr: {
    system:
      "Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases.",
    task: ({ category, prompt, creativityLevel }) =>
      `Génère une idée créative pour '${category}' à partir de : '${prompt}'. Créativité : ${creativityLevel} sur 10.`,
  },
  es: {
    system:
      'Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases.',
    task: ({ category, prompt, creativityLevel }) =>
      `Genera una idea creativa para '${category}' basada en: '${prompt}'. Creatividad: ${creativityLevel} de 10.`,
  },
};
