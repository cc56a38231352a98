/** A file the bundler puts into the code as a data: URL. */
declare module '*.wasm?url&inline' {
  const url: string;
  export default url;
}
