import { parseBindAddress } from './bind-address';
import { parseDuration } from './duration';
import type { LogLevel } from './logger';

/** A kind of values of flags: how one is read and what to say where it cannot be. */
export interface FlagKind<T> {
  /** As `--help` shows it; empty where the flag alone is a value. */
  readonly placeholder: string;
  /** Undefined where the text is no such value. */
  parse(text: string): T | undefined;
  /** What a value must be: "must be …". */
  readonly rule: string;
  /** One that is. */
  readonly example: string;
}

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const LEVELS = ['debug', 'info', 'error'] as const;

/** @see https://pkg.go.dev/strconv#ParseBool */
export const switchKind: FlagKind<boolean> = {
  placeholder: '',
  parse: (text) => (TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined),
  rule: 'must be true or false',
  example: 'true',
};

export const textKind: FlagKind<string> = {
  placeholder: 'text',
  parse: (text) => text,
  rule: 'must be a text',
  example: 'text',
};

/** Something that has to be there. */
export const nameKind: FlagKind<string> = {
  placeholder: 'name',
  parse: (text) => (/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,126}[A-Za-z0-9])?$/.test(text) ? text : undefined),
  rule: 'must be 1 to 128 letters, digits, "-", "_" or "."',
  example: 'chatgptapp-operator',
};

/** An object of the cluster; empty for none. */
export const objectNameKind: FlagKind<string> = {
  placeholder: 'name',
  parse: (text) => (text === '' || /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(text) ? text : undefined),
  rule: 'must be the name of an object (a-z, 0-9, "-", ".")',
  example: 'chatgpt-operator-webhook',
};

export const countKind: FlagKind<number> = {
  placeholder: 'number',
  parse: (text) => (/^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined),
  rule: 'must be a whole number from 1 to 9999',
  example: '4',
};

/** Milliseconds. */
export const durationKind: FlagKind<number> = {
  placeholder: 'duration',
  parse: (text) => {
    const milliseconds = parseDuration(text);
    return milliseconds === undefined || milliseconds < 0 ? undefined : milliseconds;
  },
  rule: 'must be a duration of at least 0 with a unit (ms, s, m, h)',
  example: '30s',
};

/** The text stays as it is; `0` means off. */
export const addressKind: FlagKind<string> = {
  placeholder: 'address',
  parse: (text) => (parseBindAddress(text) === undefined ? undefined : text),
  rule: 'must be host:port, :port or 0',
  example: ':8080',
};

export const namespacesKind: FlagKind<readonly string[]> = {
  placeholder: 'names',
  parse: (text) => {
    const names = text.split(',').map((name) => name.trim());
    const given = [...new Set(names.filter((name) => name !== ''))];
    return given.every((name) => DNS_LABEL.test(name)) ? given : undefined;
  },
  rule: 'must be names of namespaces (a-z, 0-9, "-"; 63 at most) with commas between',
  example: 'team-a,team-b',
};

export const namespaceKind: FlagKind<string> = {
  placeholder: 'name',
  parse: (text) => (text === '' || DNS_LABEL.test(text) ? text : undefined),
  rule: 'must be the name of a namespace (a-z, 0-9, "-"; 63 at most)',
  example: 'chatgpt-operator-system',
};

export const levelKind: FlagKind<LogLevel> = {
  placeholder: 'level',
  parse: (text) =>
    LEVELS.find((level) => level === text) ?? (/^[1-9]\d?$/.test(text) ? Number(text) : undefined),
  rule: 'must be debug, info, error, or a whole number from 1 to 99 (the higher, the more is told)',
  example: 'info',
};
