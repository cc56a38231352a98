import type { HighlighterCore, LanguageInput } from '@shikijs/core';

/** A piece of a line in one colour: a CSS value, '' = that of all text. */
export interface Token {
  readonly text: string;
  readonly color: string;
}

/** Languages that sources are coloured in, each a file of its own that is loaded when it is needed. */
const languages: Readonly<Record<string, { readonly ends: RegExp; readonly load: () => LanguageInput }>> = {
  go: { ends: /\.go$/, load: () => import('@shikijs/langs/go') },
  typescript: { ends: /\.[cm]?ts$/, load: () => import('@shikijs/langs/typescript') },
  tsx: { ends: /\.tsx$/, load: () => import('@shikijs/langs/tsx') },
  javascript: { ends: /\.([cm]?js|jsx)$/, load: () => import('@shikijs/langs/javascript') },
  python: { ends: /\.pyx?$/, load: () => import('@shikijs/langs/python') },
  c: { ends: /\.(c|h)$/, load: () => import('@shikijs/langs/c') },
  cpp: { ends: /\.(cc|cpp|cxx|hh|hpp|hxx|inl)$/, load: () => import('@shikijs/langs/cpp') },
  rust: { ends: /\.rs$/, load: () => import('@shikijs/langs/rust') },
  java: { ends: /\.(java|kts?)$/, load: () => import('@shikijs/langs/java') },
};

/** Name of the language of a file; '' = it is shown plain. */
export function languageOf(path: string): string {
  return Object.keys(languages).find((name) => languages[name]!.ends.test(path)) ?? '';
}

let highlighter: Promise<HighlighterCore> | null = null;
/** The theme of style variables, which the style of the view gives for light and dark. */
const theme = 'variables';

function start(): Promise<HighlighterCore> {
  highlighter ??= (async () => {
    const [core, engine] = await Promise.all([import('@shikijs/core'), import('@shikijs/engine-javascript')]);
    return core.createHighlighterCore({
      themes: [core.createCssVariablesTheme({ name: theme, variablePrefix: '--code-' })],
      langs: [],
      engine: engine.createJavaScriptRegexEngine({ forgiving: true }),
    });
  })();
  return highlighter;
}

/** Lines coloured at a time: a few milliseconds' work, so that typing and scrolling go on. */
const linesAtOnce = 40;
/** Minified lines are shown plain. */
const maxLineLength = 1000;

/**
 * Colours a source from the top, a part at a time.
 * @param onLines told of lines from `first` on as they are done
 * @returns how to stop; nothing is told of what cannot be coloured
 */
export function highlight(
  lines: readonly string[],
  language: string,
  onLines: (first: number, tokens: readonly (readonly Token[])[]) => void,
): () => void {
  let stopped = false;
  const run = async () => {
    const shiki = await start();
    await shiki.loadLanguage(languages[language]!.load());
    let grammarState: ReturnType<HighlighterCore['getLastGrammarState']> | undefined;
    for (let first = 0; first < lines.length && !stopped; first += linesAtOnce) {
      const part = lines.slice(first, first + linesAtOnce);
      const done = shiki.codeToTokens(part.join('\n'), {
        lang: language,
        theme,
        tokenizeMaxLineLength: maxLineLength,
        ...(grammarState === undefined ? {} : { grammarState }),
      });
      grammarState = done.grammarState;
      onLines(
        first,
        done.tokens.map((line) => line.map(({ content, color }) => ({ text: content, color: color ?? '' }))),
      );
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  if (language !== '') run().catch(() => {});
  return () => {
    stopped = true;
  };
}
