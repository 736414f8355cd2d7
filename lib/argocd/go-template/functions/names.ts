import type { GoFunctions } from '../go-function';
import type { GoValue } from '../go-value';
import { byteSlice } from './byte-text';

const LONGEST_NAME = 253;
const LONGEST_SLUG = 50;

/** The functions that Argo CD adds to make names of texts. */
export const NAMES: GoFunctions = {
  normalize: { parameters: ['string'], call: normalize },
  slugify: { parameters: [], more: 'any', call: slugify },
};

/** A text as a name of Argo CD: in lower case, what cannot be in a name as dashes, without dots and dashes around it. */
export function normalize(text: string): string {
  const name = text.toLowerCase().replace(/[^-a-z0-9.]/gu, '-');
  return name.slice(0, LONGEST_NAME).replace(/^[-.]+|[-.]+$/g, '');
}

/** `slugify [length] [whether to cut at a dash] text`. */
function slugify(...args: GoValue[]): string {
  const text = args.length === 0 ? '' : args.at(-1);
  const [length, cutsAtDash] = [
    args.length > 1 ? args[0] : BigInt(LONGEST_SLUG),
    args.length > 2 ? args[1] : true,
  ];
  if (
    typeof text !== 'string' ||
    typeof length !== 'bigint' ||
    typeof cutsAtDash !== 'boolean' ||
    args.length > 3
  ) {
    throw new Error('slugify takes a length, whether to cut at a dash, and a text');
  }
  return slug(normalize(text), Number(length), cutsAtDash);
}

/**
 * The text with dashes for all but letters, digits, dashes and underscores, cut to a length.
 *
 * @throws Error where the text is not ASCII: other letters are spelled by tables that are not here.
 */
export function slug(text: string, longest: number, cutsAtDash: boolean): string {
  if (/[^\p{ASCII}]/u.test(text))
    throw new Error(`${JSON.stringify(text)} holds letters that are not spelled here`);
  // the words that the library spells out in its default language
  const spelled = text.trim().replace(/&/g, 'and').replace(/@/g, 'at').toLowerCase();
  const cut = !cutsAtDash && spelled.length >= longest ? byteSlice(spelled, 0, longest) : spelled;
  const dashed = cut
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  if (longest <= 0 || !cutsAtDash || dashed.length <= longest) return dashed;
  const lastDash = dashed.lastIndexOf('-', longest);
  return dashed.slice(0, lastDash === -1 ? longest : lastDash);
}
