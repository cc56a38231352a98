import { type NodeInfos, nameParts } from '../graph/nodes';
import { basePath } from '../paths';
import { quoted } from './quoted';

const anonymousNamespace = /^\(anonymous namespace\)::/;
/** A Go module's major version inside an import path. */
const goMajorVersion = /^(.*?)\/v(?:[2-9]|[1-9][0-9]+)([./].*)$/;
const goImportPath = /^(?:[\w\-.]+\/)+([^.]+\..+)/;
const javaPackage = /^(?:[a-z]\w*\.)*([A-Z][\w$]*\.(?:<init>|[a-z][\w$]*(?:\$\d+)?))(?:(?:\()|$)/;
const cppNamespace = /^(?:[_a-zA-Z]\w*::)+(_*[A-Z]\w*::~?[_a-zA-Z]\w*(?:<.*>)?)/;

/** A function's name without its package path, module version or namespaces. */
export function shortFunctionName(name: string): string {
  const plain = name.replace(anonymousNamespace, '').replace(goMajorVersion, '$1$2');
  for (const pattern of [goImportPath, javaPackage, cppNamespace]) {
    const found = pattern.exec(plain);
    if (found !== null) return found[1]!;
  }
  return plain;
}

/** A node's name in short, one part per line, each line ended. */
export function nodeLabel(infos: NodeInfos, row: number): string {
  const name = quoted(shortFunctionName(infos.name[row]!))
    .replaceAll('::', '\\n')
    // Go's mark of type parameters is one word, not three separators.
    .replaceAll('[...]', '[…]')
    .replaceAll('.', '\\n');
  const file = infos.file[row]! === '' ? '' : quoted(basePath(infos.file[row]!));
  const place = infos.placeOf(row);
  return nameParts(name, file, { ...place, binary: quoted(place.binary) })
    .map((part) => `${part}\\n`)
    .join('');
}
