// Runs peer.py in the Python of pyodide: node peer.mjs FOLDER_OF_PYODIDE PEER.PY, else as that file says.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [folder, script] = process.argv.slice(2);
const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: folder });
python.globals.set("__name__", "peer");
python.runPython(readFileSync(script, "utf8"));
const answer = python.globals.get("answer");
console.log(JSON.stringify(python.runPython("sys.version.split()[0]")));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(answer(line));
}
