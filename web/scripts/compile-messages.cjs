// A loader of Turbopack: ICU messages are parsed while the app is built, so that no browser needs the parser.
module.exports = async function compileMessages(source) {
  const { default: compile } = await import("icu-minify/compile");
  const compiled = (node) => (typeof node === "string" ? compile(node) : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, compiled(value)])));
  return `export default ${JSON.stringify(compiled(JSON.parse(source)))};`;
};
