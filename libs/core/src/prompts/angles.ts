import type { Language } from '../ideas/idea.js';
import type { Angle } from './angle.js';

/** An angle in a language. */
export interface AngleTexts {
  name: string;
  /** What models that follow instructions are told. */
  instruction: string;
  /**
   * What stands behind the topic for a model that knows topics alone. muse-mini keeps best what it was trained on: "where",
   * "for whom", "with what".
   */
  words: string;
}

/** The angles in every language that an idea can be written in. */
export const anglesIn: Readonly<Record<Language, Readonly<Record<Angle, AngleTexts>>>> = {
  de: {
    constraint: {
      name: 'Einschränkung',
      instruction: 'Nimm dir etwas Wichtiges weg, etwa Geld, Strom oder Zeit, und mache daraus die Stärke der Idee.',
      words: 'mit wenig Geld',
    },
    opposite: {
      name: 'Gegenteil',
      instruction: 'Kehre um, was alle dabei für selbstverständlich halten, und mache aus dem Gegenteil die Idee.',
      words: 'rückwärts',
    },
    analogy: {
      name: 'Analogie',
      instruction:
        'Suche etwas aus einem ganz anderen Gebiet, das ähnlich funktioniert, und übertrage, wie es dort gelöst ist.',
      words: 'im Bienenstock',
    },
    audience: {
      name: 'Publikum',
      instruction: 'Wähle Menschen, an die dabei kaum jemand denkt, und entwirf die Idee nur für sie.',
      words: 'für Kinder',
    },
    first_step: {
      name: 'Kleiner erster Schritt',
      instruction: 'Beschreibe den kleinsten ersten Schritt, den eine einzelne Person heute gehen kann.',
      words: 'in zehn Minuten',
    },
  },
  en: {
    constraint: {
      name: 'Constraint',
      instruction:
        'Take away something important, such as money, electricity or time, and make that the strength of the idea.',
      words: 'on a small budget',
    },
    opposite: {
      name: 'Opposite',
      instruction: 'Turn around what everybody takes for granted here, and make the opposite the idea.',
      words: 'in reverse',
    },
    analogy: {
      name: 'Analogy',
      instruction:
        'Find something in a quite different field that works in a similar way, and carry over how it is solved there.',
      words: 'in a beehive',
    },
    audience: {
      name: 'Audience',
      instruction: 'Choose people whom hardly anybody thinks of here, and design the idea for them alone.',
      words: 'for children',
    },
    first_step: {
      name: 'Small first step',
      instruction: 'Describe the smallest first step that a single person can take today.',
      words: 'in ten minutes',
    },
  },
  it: {
    constraint: {
      name: 'Vincolo',
      instruction:
        "Togli qualcosa di importante, come il denaro, l'elettricità o il tempo, e fanne il punto di forza dell'idea.",
      words: 'a costo zero',
    },
    opposite: {
      name: 'Contrario',
      instruction: "Rovescia ciò che qui tutti danno per scontato e fai del contrario l'idea.",
      words: 'al contrario',
    },
    analogy: {
      name: 'Analogia',
      instruction:
        'Cerca in un campo del tutto diverso qualcosa che funziona in modo simile e riprendi la soluzione che si usa lì.',
      words: 'come in natura',
    },
    audience: {
      name: 'Pubblico',
      instruction: "Scegli persone a cui qui quasi nessuno pensa e progetta l'idea soltanto per loro.",
      words: 'per bambini',
    },
    first_step: {
      name: 'Piccolo primo passo',
      instruction: 'Descrivi il più piccolo primo passo che una sola persona può fare oggi.',
      words: 'in cinque minuti',
    },
  },
  fr: {
    constraint: {
      name: 'Contrainte',
      instruction:
        "Retire quelque chose d'important, comme l'argent, l'électricité ou le temps, et fais-en la force de l'idée.",
      words: 'sans argent',
    },
    opposite: {
      name: 'Contraire',
      instruction: "Renverse ce que tout le monde tient ici pour acquis et fais du contraire l'idée.",
      words: "à l'envers",
    },
    analogy: {
      name: 'Analogie',
      instruction:
        "Cherche dans un tout autre domaine quelque chose qui fonctionne de façon semblable et reprends la solution qu'on y a trouvée.",
      words: 'comme dans la nature',
    },
    audience: {
      name: 'Public',
      instruction:
        "Choisis des personnes auxquelles presque personne ne pense ici et conçois l'idée pour elles seules.",
      words: 'pour les enfants',
    },
    first_step: {
      name: 'Petit premier pas',
      instruction: "Décris le plus petit premier pas qu'une seule personne peut faire aujourd'hui.",
      words: 'en dix minutes',
    },
  },
  es: {
    constraint: {
      name: 'Limitación',
      instruction:
        'Quita algo importante, como el dinero, la electricidad o el tiempo, y haz de ello la fuerza de la idea.',
      words: 'con poco dinero',
    },
    opposite: {
      name: 'Contrario',
      instruction: 'Dale la vuelta a lo que aquí todos dan por hecho y haz de lo contrario la idea.',
      words: 'al revés',
    },
    analogy: {
      name: 'Analogía',
      instruction:
        'Busca en un campo muy distinto algo que funcione de forma parecida y traslada la solución que allí se usa.',
      words: 'en el bosque',
    },
    audience: {
      name: 'Público',
      instruction: 'Elige a personas en las que aquí casi nadie piensa y diseña la idea solo para ellas.',
      words: 'para personas mayores',
    },
    first_step: {
      name: 'Pequeño primer paso',
      instruction: 'Describe el primer paso más pequeño que una sola persona puede dar hoy.',
      words: 'para empezar mañana',
    },
  },
};
