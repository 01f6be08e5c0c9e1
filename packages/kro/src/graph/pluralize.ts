/** Irregular nouns of github.com/gobuffalo/flect, which KRO names its CRDs with: `singular:plural`, in its order. */
const COMPOUNDING =
  'aircraft:aircraft beef:beef bison:bison blues:blues chassis:chassis ' +
  'deer:deer fish:fish moose:moose police:police salmon:salmon series:series ' +
  'sheep:sheep shrimp:shrimp species:species swine:swine trout:trout ' +
  'tuna:tuna you:you child:children foot:feet goose:geese man:men ' +
  'human:humans mouse:mice tooth:teeth woman:women person:people adieu:adieux ' +
  'fabliau:fabliaux bureau:bureaus criterion:criteria ganglion:ganglia ' +
  'lexicon:lexica mitochondrion:mitochondria noumenon:noumena ' +
  'phenomenon:phenomena taxon:taxa media:media medium:media stadium:stadiums ' +
  'aquarium:aquaria auditorium:auditoria symposium:symposia ' +
  'curriculum:curriculums quota:quotas alumnus:alumni bacillus:bacilli ' +
  'cactus:cacti coccus:cocci focus:foci locus:loci nucleus:nuclei ' +
  'octopus:octupuses radius:radii syllabus:syllabi corpus:corpora ' +
  'genus:genera alumna:alumnae vertebra:vertebrae differentia:differentiae ' +
  'minutia:minutiae vita:vitae larva:larvae postcava:postcavae ' +
  'praecava:praecavae uva:uvae apex:apices codex:codices index:indices ' +
  'latex:latices vertex:vertices vortex:vortices appendix:appendices ' +
  'radix:radices helix:helices crisis:crises ellipsis:ellipses ' +
  'genesis:geneses oasis:oases thesis:theses testis:testes base:bases ' +
  'basis:bases vedalia:vedalias abuse:abuses cause:causes clause:clauses ' +
  'cruse:cruses excuse:excuses fuse:fuses house:houses misuse:misuses ' +
  'muse:muses pause:pauses ache:aches topaz:topazes buffalo:buffaloes ' +
  'potato:potatoes tomato:tomatoes equipment:equipment ' +
  'information:information jeans:jeans money:money news:news rice:rice ' +
  'dwarf:dwarfs hoof:hoofs thief:thieves chive:chives hive:hives move:moves ' +
  'movie:movies cookie:cookies pretorium:pretoriums agenda:agendas ' +
  'formula:formulas shoe:shoes graffiti:graffiti';

/** Irregular nouns that say nothing of longer words ending like them. */
const EXACT =
  'ox:oxen louse:lice die:dice axis:axes alias:aliases use:uses toe:toes ' +
  'ID:IDs';

/** Other plurals in use; such a word stays as it is. */
const OTHER_PLURALS =
  'beefs fishes salmons shrimps swines trouts tunas adieus bureaux ganglions ' +
  'lexicons mitochondrions stadia aquariums auditoriums symposiums curricula ' +
  'alumnuses cactuses focuses locuses nucleuses octopi radiuses corpuses ' +
  'apexes codexes indexes latexes vertexes vortexes appendixes radixes ' +
  'helixes buffalos dwarves hooves formulae';

/** Nouns whose plural is not recognised as one. */
const ONE_WAY = 'blues medium ellipsis basis';

/** Endings, the first that fits decides. */
const ENDINGS =
  'tive:tives eaf:eaves oaf:oaves afe:aves arf:arves rfe:rves rf:rves lf:lves ' +
  'fe:ves ay:ays ey:eys oy:oys quy:quies uy:uys y:ies eau:eaux bula:bulae ' +
  'dula:bulae lula:bulae nula:bulae vula:bulae hedron:hedra ium:ia seum:seums ' +
  'eum:ea oum:oa stracum:straca dum:da elum:ela ilum:ila olum:ola ulum:ula ' +
  'llum:lla ylum:yla imum:ima ernum:erna gnum:gna brum:bra crum:cra ' +
  'terum:tera serum:sera trum:tra antum:anta atum:ata entum:enta etum:eta ' +
  'itum:ita otum:ota utum:uta ctum:cta ovum:ova trix:trices iasis:iases ' +
  'mesis:meses kinesis:kineses resis:reses gnosis:gnoses opsis:opses ' +
  'ysis:yses ouse:ouses lause:lauses us:uses ch:ches io:ios sh:shes ss:sses ' +
  'ez:ezzes iz:izzes tz:tzes zz:zzes ano:anos lo:los to:tos oo:oos o:oes ' +
  'x:xes';

function pairs(table: string): [string, string][] {
  return table.split(' ').map(entry => {
    const [singular, plural] = entry.split(':');
    return [singular, plural];
  });
}

const WORDS = new Map([...pairs(COMPOUNDING), ...pairs(EXACT)]);
const oneWay = ONE_WAY.split(' ');
const PLURALS = new Set([
  ...[...WORDS].filter(([word]) => !oneWay.includes(word)).map(pair => pair[1]),
  ...OTHER_PLURALS.split(' '),
]);
// flect puts each rule before the ones it has, so that the last word of the dictionary comes first.
const RULES = [...pairs(COMPOUNDING).reverse(), ...pairs(ENDINGS)];

/**
 * The plural that KRO gives the resource of a kind: lower case, as `flect.Pluralize` of
 * github.com/gobuffalo/flect makes it, e.g. `Demo` -> `demoes`.
 */
export function pluralize(kind: string): string {
  const word = kind.toLowerCase();
  const known = PLURALS.has(word) ? word : WORDS.get(word);
  if (known !== undefined) return known;
  for (const [ending, plural] of RULES) {
    if (word.endsWith(plural)) return word;
    if (word.endsWith(ending)) {
      return word.slice(0, word.length - ending.length) + plural;
    }
  }
  return word.endsWith('s') ? word : `${word}s`;
}
