/** A question about a repository of which two commits are all that the answer depends on. */
type AskOfCommits<T> = (
  directory: string,
  one: string,
  other: string,
) => Promise<T>;

const MOST_REMEMBERED = 500;

/**
 * Asks each question once: what lies between two commits never changes, because their ids stand for their
 * content. A question that failed is asked again. The last 500 answers are kept.
 *
 * @param ask - is given full commit ids; with names of branches the answer would go stale
 */
export function rememberByCommits<T>(ask: AskOfCommits<T>): AskOfCommits<T> {
  const answers = new Map<string, Promise<T>>();
  return (directory, one, other) => {
    const key = `${one} ${other} ${directory}`;
    const known = answers.get(key);
    if (known) return known;
    const answer = ask(directory, one, other);
    const [oldest] = answers.keys();
    if (answers.size >= MOST_REMEMBERED) answers.delete(oldest);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
}
