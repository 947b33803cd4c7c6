// MathJax as one function, set(tex, width): a display formula as an SVG of paths, or why it cannot be set.
// Packages that keep what a formula defines (\newcommand, \def) or that load, link or style anything are left out:
// then no formula can change the next one.
import {mathjax} from '@mathjax/src/mjs/mathjax.js';
import {TeX} from '@mathjax/src/mjs/input/tex.js';
import {SVG} from '@mathjax/src/mjs/output/svg.js';
import {liteAdaptor} from '@mathjax/src/mjs/adaptors/liteAdaptor.js';
import {RegisterHTMLHandler} from '@mathjax/src/mjs/handlers/html.js';
import {MathJaxTexFont} from '@mathjax/mathjax-tex-font/mjs/svg.js';
import '@mathjax/src/mjs/input/tex/ams/AmsConfiguration.js';
import '@mathjax/src/mjs/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/mjs/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import '@mathjax/src/mjs/input/tex/braket/BraketConfiguration.js';
import '@mathjax/src/mjs/input/tex/cancel/CancelConfiguration.js';
import '@mathjax/src/mjs/input/tex/color/ColorConfiguration.js';
import '@mathjax/src/mjs/input/tex/configmacros/ConfigMacrosConfiguration.js';
import '@mathjax/src/mjs/input/tex/gensymb/GensymbConfiguration.js';
import '@mathjax/src/mjs/input/tex/mathtools/MathtoolsConfiguration.js';
import '@mathjax/src/mjs/input/tex/mhchem/MhchemConfiguration.js';
import '@mathjax/src/mjs/input/tex/textmacros/TextMacrosConfiguration.js';
import '@mathjax/src/mjs/input/tex/upgreek/UpgreekConfiguration.js';

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const input = new TeX({
  packages: ['base', 'ams', 'boldsymbol', 'braket', 'cancel', 'color', 'configmacros', 'gensymb', 'mathtools', 'mhchem', 'textmacros', 'upgreek'],
  macros: {bm: ['\\boldsymbol{#1}', 1], argmax: '\\operatorname*{arg\\,max}', argmin: '\\operatorname*{arg\\,min}'},
  formatError: (_, error) => {
    throw error;
  },
});
const output = new SVG({fontCache: 'local', displayOverflow: 'linebreak', fontData: MathJaxTexFont});
const page = mathjax.document('', {InputJax: input, OutputJax: output});

// Joined: the strings that MathJax adds together are ropes inside QuickJS, which its Python binding does not know.
const flat = (text) => [text].join('');

globalThis.set = (tex, width) => {
  input.reset();
  try {
    const node = page.convert(tex, {display: true, em: 16, ex: 8, containerWidth: width});
    return flat(adaptor.serializeXML(adaptor.firstChild(node)));
  } catch (error) {
    if (error && error.id && error.message) return flat('!' + error.message);
    throw error;
  }
};
