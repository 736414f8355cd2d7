import type { GoFunctions } from '../go-function';

/** What means the same in Go's patterns and in JavaScript's. */
const COMMON =
  /^(?:[^\\[\]()]|\\[\\dDwW.*+?^$|(){}[\]/-]|\[\^?(?:[^\\[\]]|\\[\\dwnrt.*+?^$|(){}[\]/-])+\]|\((?:\?:)?|\))*$/;

/** Functions of sprig for regular expressions. */
export const PATTERNS: GoFunctions = {
  regexMatch: {
    parameters: ['string', 'string'],
    call: (pattern: string, text: string) => compiled(pattern).test(text),
  },
  regexFind: {
    parameters: ['string', 'string'],
    call: (pattern: string, text: string) => compiled(pattern).exec(text)?.[0] ?? '',
  },
  regexReplaceAll: { parameters: ['string', 'string', 'string'], call: replaceAll },
  regexReplaceAllLiteral: {
    parameters: ['string', 'string', 'string'],
    call: (pattern: string, text: string, replacement: string) =>
      text.replace(compiled(pattern, 'gu'), () => replacement),
  },
};

function compiled(pattern: string, flags = 'u'): RegExp {
  if (!COMMON.test(pattern))
    throw new Error(`the pattern ${JSON.stringify(pattern)} may mean something else in Go`);
  try {
    return new RegExp(pattern, flags);
  } catch {
    throw new Error(`${JSON.stringify(pattern)} is no pattern that is read here`);
  }
}

function replaceAll(pattern: string, text: string, replacement: string): string {
  // "$1x" is a group named 1x in Go
  if (/\$(?!\{\d+\}|\d+(?![\p{L}\p{Nd}_])|\$)/u.test(replacement)) {
    throw new Error(`write groups in ${JSON.stringify(replacement)} as \${1}`);
  }
  return text.replace(compiled(pattern, 'gu'), (...match) =>
    replacement.replace(/\$(?:\{(\d+)\}|(\d+)|\$)/g, (token, braced, plain) =>
      token === '$$' ? '$' : String(match[Number(braced ?? plain)] ?? ''),
    ),
  );
}
