import { readManifests } from '../../../manifest/read-manifests';
import type { GoFunctions } from '../go-function';
import { GoInt64, GoMap, type GoValue, goType, goValue } from '../go-value';
import { yamlOf } from './yaml-text';

/** Functions that write and read JSON, YAML and base64. */
export const ENCODINGS: GoFunctions = {
  toJson: { parameters: ['any'], call: (value: GoValue) => escapedForHtml(goJson(value)) },
  toRawJson: { parameters: ['any'], call: goJson },
  toYaml: { parameters: ['any'], call: yamlOf },
  fromJson: { parameters: ['string'], call: fromJson },
  fromYaml: { parameters: ['string'], call: fromYaml },
  fromYamlArray: { parameters: ['string'], call: fromYamlArray },
  b64enc: { parameters: ['string'], call: (text: string) => Buffer.from(text).toString('base64') },
};

/** JSON as Go writes it: keys sorted, no spaces. */
function goJson(value: GoValue): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (value instanceof GoMap) {
    const fields = value
      .sortedKeys()
      .map((key) => `${jsonText(key)}:${goJson(value.entries.get(key) ?? null)}`);
    return `{${fields.join(',')}}`;
  }
  if (value instanceof GoInt64) return value.value.toString();
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' ? jsonText(value) : JSON.stringify(value);
}

function jsonText(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

function escapedForHtml(json: string): string {
  return json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/** Sprig answers what is no JSON by nil. */
function fromJson(text: string): GoValue {
  try {
    return goValue(JSON.parse(text));
  } catch {
    return null;
  }
}

function fromYaml(text: string): GoValue {
  const value = yaml(text);
  if (value === null) return new GoMap();
  if (value instanceof GoMap) return value;
  throw new Error(`the YAML is a ${goType(value)}, not a map`);
}

function fromYamlArray(text: string): GoValue {
  const value = yaml(text);
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new Error(`the YAML is a ${goType(value)}, not a list`);
}

function yaml(text: string): GoValue {
  const [document] = readManifests(text);
  const error = document?.findings.find(({ severity }) => severity === 'error');
  if (error) throw new Error(`the YAML ${error.rule}`);
  return goValue(document?.value);
}
