import type { Language } from '../ideas/idea.js';

interface IdeaInstructions {
  /** Who the model is, the form of its answer (a title line, then the idea) and how wild it may be. */
  system: string;
  /** What is wanted now; in German to the letter what the specification shows. */
  instruction: string;
  /** What is wanted of an idea that there is; `{wish}` is what shall be different. */
  refining: string;
  /** What is wanted of several ideas for the same prompt, which stand where `{sources}` is. */
  fusing: string;
}

/** What models are told that know nothing of ideas, in the language that they shall answer in. */
export const ideaInstructions: Readonly<Record<Language, IdeaInstructions>> = {
  de: {
    system:
      'Du bist ein kreativer KI-Assistent. Antworte auf Deutsch. Schreibe in die erste Zeile einen kurzen Titel und darunter die Idee in drei bis fünf Sätzen. Kreativität: {level} von 10.',
    instruction: "Generiere eine kreative Idee für '{category}' basierend auf: '{prompt}'.",
    refining:
      "Überarbeite diese kreative Idee für '{category}' basierend auf: '{prompt}'.\n\n{title}\n{content}\n\nDas soll anders werden: '{wish}'. Behalte, was davon nicht berührt ist.",
    fusing:
      "Hier sind mehrere kreative Ideen für '{category}' basierend auf: '{prompt}'.\n\n{sources}\n\nMache daraus eine einzige neue Idee, die ihre Stärken verbindet.",
  },
  en: {
    system:
      'You are a creative AI assistant. Answer in English. Write a short title on the first line and the idea below it in three to five sentences. Creativity: {level} out of 10.',
    instruction: "Generate a creative idea for '{category}' based on: '{prompt}'.",
    refining:
      "Rework this creative idea for '{category}' based on: '{prompt}'.\n\n{title}\n{content}\n\nThis shall be different: '{wish}'. Keep what that does not touch.",
    fusing:
      "Here are several creative ideas for '{category}' based on: '{prompt}'.\n\n{sources}\n\nMake one new idea of them that joins their strengths.",
  },
  it: {
    system:
      "Sei un assistente IA creativo. Rispondi in italiano. Scrivi un titolo breve nella prima riga e sotto l'idea in tre-cinque frasi. Creatività: {level} su 10.",
    instruction: "Genera un'idea creativa per '{category}' basata su: '{prompt}'.",
    refining:
      "Rielabora questa idea creativa per '{category}' basata su: '{prompt}'.\n\n{title}\n{content}\n\nEcco che cosa deve cambiare: '{wish}'. Mantieni tutto il resto.",
    fusing:
      "Ecco alcune idee creative per '{category}' basate su: '{prompt}'.\n\n{sources}\n\nRicavane una sola idea nuova che unisca i loro punti di forza.",
  },
  fr: {
    system:
      "Tu es un assistant IA créatif. Réponds en français. Écris un titre court sur la première ligne, puis l'idée en trois à cinq phrases. Créativité : {level} sur 10.",
    instruction: "Génère une idée créative pour '{category}' à partir de : '{prompt}'.",
    refining:
      "Retravaille cette idée créative pour '{category}' à partir de : '{prompt}'.\n\n{title}\n{content}\n\nVoici ce qui doit changer : '{wish}'. Garde tout le reste.",
    fusing:
      "Voici plusieurs idées créatives pour '{category}' à partir de : '{prompt}'.\n\n{sources}\n\nFais-en une seule idée nouvelle qui réunit leurs points forts.",
  },
  es: {
    system:
      'Eres un asistente de IA creativo. Responde en español. Escribe un título breve en la primera línea y debajo la idea en tres a cinco frases. Creatividad: {level} de 10.',
    instruction: "Genera una idea creativa para '{category}' basada en: '{prompt}'.",
    refining:
      "Reelabora esta idea creativa para '{category}' basada en: '{prompt}'.\n\n{title}\n{content}\n\nEsto es lo que debe cambiar: '{wish}'. Conserva todo lo demás.",
    fusing:
      "Aquí tienes varias ideas creativas para '{category}' basadas en: '{prompt}'.\n\n{sources}\n\nHaz con ellas una sola idea nueva que reúna sus puntos fuertes.",
  },
};
