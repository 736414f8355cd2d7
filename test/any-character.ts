import fc from 'fast-check';

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;

/**
 * Any character, as fast-check's unit `binary` gives it, of which `fc.string` gives the same texts from the same seed.
 * That unit makes a table of all 1.1 million characters in each test file, which takes over a second.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat(0x10ffff - SURROGATES)
  .map((index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES), indexOf);

/** @throws for what is no character: so fast-check learns where a text divides. */
function indexOf(character: unknown): number {
  if (typeof character !== 'string' || !/^\P{Surrogate}$/u.test(character))
    throw new Error('is no character');
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint < FIRST_SURROGATE ? codePoint : codePoint - SURROGATES;
}
