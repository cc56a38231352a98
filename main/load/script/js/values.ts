import type { ScriptValue } from '../types';

/** A value as JSON holds it, in the form that crosses between states; null is as good as undefined. */
export function fromJson(value: unknown): ScriptValue {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value as boolean | number | string;
  const entries = Array.isArray(value)
    ? value.map((each, i) => [i, fromJson(each)] as const)
    : Object.entries(value).map(([name, each]) => [name, fromJson(each)] as const);
  return new Map<string | number, ScriptValue>(entries);
}

/** The way back: a map whose keys count from 0 is a list. */
export function toJson(value: ScriptValue): unknown {
  if (!(value instanceof Map)) return value;
  const keys = [...value.keys()];
  if (keys.length > 0 && keys.every((key, i) => key === i)) return [...value.values()].map(toJson);
  return Object.fromEntries(keys.map((key) => [String(key), toJson(value.get(key))]));
}
