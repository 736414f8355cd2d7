/** What most names are: written as they are. */
const SAFE = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/** What is no letter, digit, dash, underscore or dot as `%3A`, and a leading dot, which would hide or leave a folder. */
export function fileSafe(name: string): string {
  if (SAFE.test(name)) return name;
  const encoded = encodeURIComponent(name).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded.replace(/^\./, '%2E');
}
