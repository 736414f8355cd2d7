import { BUILTINS } from './builtins';
import { DEFAULTS } from './defaults';
import { ENCODINGS } from './encodings';
import { LISTS } from './lists';
import { MAPS } from './maps';
import { NAMES } from './names';
import { NUMBERS } from './numbers';
import { TEXTS } from './texts';

/** The functions of an ApplicationSet's templates that are evaluated here. */
export const EVALUATED = {
  ...BUILTINS,
  ...TEXTS,
  ...NUMBERS,
  ...LISTS,
  ...MAPS,
  ...ENCODINGS,
  ...DEFAULTS,
  ...NAMES,
};

/** Functions that Argo CD has, and that are not evaluated here: random, clocks, certificates, rare ones. */
const OTHERS = `
abbrev abbrevboth add1f addf adler32sum ago b32dec b32enc b64dec base bcrypt biggest buildCustomCert call camelcase
ceil chunk clean date dateInZone dateModify date_in_zone date_modify decryptAES deepCopy deepEqual derivePassword dir
divf duration durationRound encryptAES ext float64 floor genCA genCAWithKey genPrivateKey genSelfSignedCert
genSelfSignedCertWithKey genSignedCert genSignedCertWithKey hello html htmlDate htmlDateInZone htpasswd initials isAbs
js kebabcase keys maxf merge mergeOverwrite minf mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy
mustFirst mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind
mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse
mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify now osBase osClean
osDir osExt osIsAbs plural push randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFindAll
regexQuoteMeta regexSplit round semver semverCompare seq set sha1sum sha256sum sha512sum shuffle snakecase subf swapcase
toDate toDecimal toPrettyJson typeIs typeIsLike typeOf unixEpoch unset untilStep urlJoin urlParse urlquery uuidv4 values
wrap wrapWith
`;

/** All functions that an ApplicationSet's template may call. */
export const KNOWN_NAMES: ReadonlySet<string> = new Set([
  'and',
  'or',
  ...Object.keys(EVALUATED),
  ...OTHERS.trim().split(/\s+/),
]);
