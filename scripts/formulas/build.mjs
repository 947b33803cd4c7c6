// Bundles entry.mjs and what it uses of MathJax into one file for QuickJS. The same versions give the same bytes.
import * as esbuild from 'esbuild';

const onlyOneFont = {
  name: 'only-one-font',
  setup(build) {
    build.onResolve({filter: /^#default-font\//}, (wanted) =>
      build.resolve(wanted.path.replace('#default-font/', '@mathjax/mathjax-tex-font/mjs/'), {kind: wanted.kind, resolveDir: process.cwd()}));
  },
};

await esbuild.build({
  entryPoints: ['entry.mjs'],
  outfile: '../../bot/drawing/mathjax.js',
  bundle: true,
  minify: true,
  format: 'iife',
  charset: 'utf8',
  legalComments: 'eof',
  plugins: [onlyOneFont],
});
