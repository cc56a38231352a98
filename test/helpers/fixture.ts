import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readProfile } from '../../engine/formats';
import { checkValid } from '../../engine/model/check';
import type { Profile } from '../../engine/model/profile';
import { encodeUtf8 } from '../../engine/wire/utf8';
import { inflateNode } from '../../main/services/inflate';
import { toFailure } from '../../proto/errors';

export function fixturePath(file: string): string {
  return fileURLToPath(new URL(`../fixtures/${file}`, import.meta.url));
}

export function fixtureBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(fixturePath(file)));
}

/** Reads a profile by its content alone, and checks every rule of the model. */
export async function readBytes(bytes: Uint8Array): Promise<Profile> {
  const profile = await readProfile(bytes, 'it', inflateNode);
  checkValid(profile, 'it');
  return profile;
}

export async function readText(text: string): Promise<Profile> {
  return readBytes(encodeUtf8(text));
}

export async function readFixture(file: string): Promise<Profile> {
  return readBytes(fixtureBytes(file));
}

/** The reason a text is refused for, or its failure's code where it has none. */
export async function refusal(text: string): Promise<string> {
  try {
    await readText(text);
  } catch (thrown) {
    const { code, facts } = toFailure(thrown, 'it');
    return code === 'malformed-profile' ? String(facts.reason) : code;
  }
  return 'read';
}

/** Samples as `root;…;leaf values {labels}`, functions by name, in the order of the profile. */
export function stackLines(profile: Profile): string[] {
  const { samples, locations, functions, strings } = profile;
  return Array.from({ length: samples.length }, (_, row) => {
    const names: string[] = [];
    for (let i = samples.stackOffsets[row]!; i < samples.stackOffsets[row + 1]!; i++) {
      const location = samples.stacks[i]!;
      const [from, to] = [locations.lineOffsets[location]!, locations.lineOffsets[location + 1]!];
      if (from === to) names.push(`0x${locations.address[location]!.toString(16)}`);
      for (let line = from; line < to; line++) {
        names.push(strings.get(functions.name[locations.lines.function[line]!]!));
      }
    }
    const labels: string[] = [];
    for (let i = samples.labelOffsets[row]!; i < samples.labelOffsets[row + 1]!; i++) {
      const text = strings.get(samples.labels.str[i]!) || String(samples.labels.num[i]);
      labels.push(`${strings.get(samples.labels.key[i]!)}=${text}${strings.get(samples.labels.numUnit[i]!)}`);
    }
    const values = samples.values.map((column) => column[row]).join(' ');
    return `${names.reverse().join(';')} ${values}${labels.length > 0 ? ` {${labels.join(' ')}}` : ''}`;
  });
}

/** Sample types as 'type/unit'. */
export function typeNames(profile: Profile): string[] {
  return profile.sampleTypes.map(({ type, unit }) => `${type}/${unit}`);
}
