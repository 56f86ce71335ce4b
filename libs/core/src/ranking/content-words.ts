import { wordsOf } from './words-of.js';

/**
 * Words that say nothing of a topic, in five languages, as `wordsOf` has them: function words, and those with which people ask
 * for ideas. A few of them are a topic in another language (German `hat`): to miss one costs less than to look for words that
 * every text has. `ai` is left out, because nobody means the Italian preposition.
 */
const silent = new Set(
  `
  aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann das dass dein deine dem den
  denn der des dich die dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas
  euch fur gegen habe haben hat hatte hier ich ihm ihn ihnen ihr ihre im in ins ist ja jede jedem jeden jeder jedes kann kein
  keine keinen man mein meine mich mir mit mochte mochten muss nach nicht noch nun nur ob oder ohne sehr sein seine sich sie sind so
  soll sollen sollte uber um und uns unser unsere unter viel vom von vor wann warum was weil welche wem wen wenn wer werde
  werden wie will wir wird wo worden wurde wurden zu zum zur zwischen
  bitte brauche hallo konnte konnten konntest erzahl gib idee ideen sag schlag schreib zeig

  about after all am an and any are as at be because been but by can could did do does for from had has have he her here him
  his how if into is it its just let like may me might more most must my no not of off on only other our out over please she
  should since some such than that the their them then there these they this those through to under up us was we what when
  where which while who why with without would you your
  could dream give got idea ideas need suggest tell want write

  agli al alla alle allo anche c che chi come con cui da dal dalla dalle degli dei del della delle dello di dove e ed gli ha
  ho hanno i il io la le lo loro ma mi mia mio ne negli nei nel nella nelle no noi non o per perche piu po qual quale quali
  quando quanto quello questa queste questi questo se si sono su sua sue sugli sul sulla suo tra fra tu tua tuo tutti tutto un
  una uno vi vorrei
  dammi idee potresti puoi scrivi serve suggerisci

  a au aux avec c ce ces cet cette comme d dans de des donc du elle en entre est et eux il ils j je l la le les leur leurs lui
  m ma mais me meme mes moi n ne nos notre nous on ou par pas plus pour pourquoi qu quand que quel quelle quelles quels qui s
  sa sans se ses son sont sous sur t ta te tes toi ton tous tout toute toutes tu un une vos votre vous y
  besoin donne ecris propose peux pourrais veux voudrais

  a al algo ante antes como con contra cual cuando de del desde donde durante e el ella ellas ellos en entre era es esa ese eso
  esta estas este esto estos fue ha han hasta hay la las le les lo los mas me mi mis mucho muy nada ni nos o os otra otro para
  pero poco por porque que quien se ser si sin sobre son su sus tambien te tiene todo todos tu tus u un una uno unos y ya yo
  dame escribe podrias podriamos puedes necesito propon quiero
  `
    .trim()
    .split(/\s+/),
);

/** The words of a prompt that say what it is about, each once, as `wordsOf` has them. */
export function contentWordsOf(prompt: string): string[] {
  const words = wordsOf(prompt).filter((word) => word.length > 1 && !silent.has(word));
  return [...new Set(words)];
}
