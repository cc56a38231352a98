export function demangleRust(_name: string, _isWhole: boolean): string | null {
  return null;
}
