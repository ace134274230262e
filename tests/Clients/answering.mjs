import readline from "node:readline";

/**
 * Answers each line of standard input (a question as JSON) with one line of standard output:
 * {"answer": ...}, or {"error": "..."} when the question cannot be answered.
 * @param {(question: any) => Promise<any>} answer
 */
export async function answering(answer) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const said = await answer(JSON.parse(line)).then(
      (value) => ({ answer: value ?? null }),
      (error) => ({ error: String(error.stack ?? error) }),
    );
    process.stdout.write(JSON.stringify(said) + "\n");
  }
}
