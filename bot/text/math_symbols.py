"""What TeX's commands look like in Unicode. Data for `math.py`."""

from __future__ import annotations

_LETTERS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi omicron pi varpi rho varrho sigma "
    "varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
GREEK = dict(zip(_LETTERS.split(), "αβγδϵεζηθϑικλμνξοπϖρϱσςτυϕφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True))

RELATIONS = {
    "=": "=", "<": "<", ">": ">", "lt": "<", "gt": ">", "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥",
    "neq": "≠", "ne": "≠", "approx": "≈", "simeq": "≃", "cong": "≅", "equiv": "≡", "sim": "∼", "propto": "∝", "in": "∈", "notin": "∉",
    "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "to": "→", "rightarrow": "→", "longrightarrow": "→",
    "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "implies": "⇒", "Longrightarrow": "⇒", "Leftarrow": "⇐",
    "Leftrightarrow": "⇔", "iff": "⇔", "mapsto": "↦", "ll": "≪", "gg": "≫", "mid": "|", "parallel": "∥", "perp": "⊥", "coloneqq": "≔",
    "triangleq": "≜", "doteq": "≐", "prec": "≺", "succ": "≻", "vdash": "⊢", "models": "⊨", "preceq": "≼", "succeq": "≽", "lesssim": "≲",
    "gtrsim": "≳", "asymp": "≍", "leadsto": "⇝", "rightsquigarrow": "⇝", "hookrightarrow": "↪", "twoheadrightarrow": "↠",
    "longleftarrow": "←", "Longleftarrow": "⇐", "longleftrightarrow": "↔", "Longleftrightarrow": "⇔", "longmapsto": "↦",
    "subsetneq": "⊊", "sqsubseteq": "⊑", "nmid": "∤", "impliedby": "⇐", "vDash": "⊨", "lll": "⋘", "ggg": "⋙", "smile": "⌣",
    "bot": "⊥", "vartriangleleft": "⊲", "trianglelefteq": "⊴", "Vdash": "⊩", "dashv": "⊣", "leftrightarrows": "⇆",
    "rightleftharpoons": "⇌", "nearrow": "↗", "searrow": "↘", "coloneq": "≔", "backsim": "∽", "approxeq": "≊", "varpropto": "∝",
}  # fmt: skip
RELATIONS |= {sign: sign for sign in RELATIONS.values() if sign not in "|⊥"}

BINARY = {
    "+": "+", "-": "-", "pm": "±", "mp": "∓", "times": "×", "cdot": "·", "div": "÷", "ast": "*", "star": "⋆", "circ": "∘", "bullet": "•",
    "cup": "∪", "cap": "∩", "setminus": "∖", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "odot": "⊙", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨", "rtimes": "⋊", "ltimes": "⋉", "amalg": "⨿", "uplus": "⊎", "sqcup": "⊔", "sqcap": "⊓", "boxplus": "⊞",
    "oslash": "⊘", "diamond": "⋄", "bmod": "mod", "*": "*",
}  # fmt: skip
BINARY |= {sign: sign for sign in "±∓×·÷⋆∘∪∩∖⊕⊖⊗⊙∧∨−∗"}

SYMBOLS = {
    "infty": "∞", "partial": "∂", "nabla": "∇",
    "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "emptyset": "∅", "varnothing": "∅", "vert": "|", "lvert": "|", "rvert": "|",
    "Vert": "‖", "lVert": "‖",
    "rVert": "‖",
    "|": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}",
    "{": "{", "}": "}", "%": "%", "#": "#", "&": "&", "_": "_", "$": "＄", "prime": "′", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "angle": "∠", "degree": "°", "top": "⊤", "intercal": "⊺", "backslash": "∖", "checkmark": "✓", "dagger": "†", "imath": "ı",
    "jmath": "ȷ", "uparrow": "↑", "downarrow": "↓", "therefore": "∴", "because": "∵", "square": "□", "Box": "□", "lbrack": "[",
    "rbrack": "]",
    "colon": ":", "lq": "‘", "rq": "’", "S": "§", "copyright": "©", "pounds": "£", "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ",
    "reals": "ℝ", "blacksquare": "■", "triangle": "△", "bigtriangleup": "△", "sharp": "♯", "flat": "♭", "natural": "♮", "wp": "℘",
    "complement": "∁", "nexists": "∄", "lozenge": "◊", "bigstar": "★", "surd": "√", "And": "&", "textdollar": "＄", "eth": "ð",
    "llbracket": "⟦", "rrbracket": "⟧", "ulcorner": "⌜", "urcorner": "⌝", "euro": "€", "AA": "Å", "P": "¶", "ddagger": "‡",
    "updownarrow": "↕", "Uparrow": "⇑", "Downarrow": "⇓", "qed": "∎", "textquotesingle": "'", "lgroup": "(", "rgroup": ")",
    "textasciitilde": "~", "textbackslash": "∖", "slash": "/", "textellipsis": "…", "gimel": "ℷ", "beth": "ℶ", "digamma": "ϝ",
}  # fmt: skip

_NAMES = (
    "log ln lg exp min max sup inf lim limsup liminf sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh arg argmin "
    "argmax det dim ker deg gcd Pr hom mod tr diag sgn sign softmax tanh erf"
)
NAMES = frozenset([*_NAMES.split(), "arg min", "arg max"])
LIMITS = frozenset(["max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmin", "argmax", "arg min", "arg max"])
"""Names that take what is below them as a limit."""

LARGE = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂",
    "bigoplus": "⨁", "bigotimes": "⨂", "bigvee": "⋁", "bigwedge": "⋀", "bigsqcup": "⨆", "smallint": "∫",
}  # fmt: skip
DOTS = {
    "ldots": "…", "dots": "…", "cdots": "⋯", "dotsc": "…", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯", "vdots": "⋮", "ddots": "⋱",
    "hdots": "…", "mathellipsis": "…", "iddots": "⋰",
}  # fmt: skip
OPENING = frozenset("([{⟨⌊⌈⟦")
CLOSING = frozenset(")]}⟩⌋⌉⟧")
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "nicefrac", "cfrac", "sfrac", "flatfrac"})
HALVES = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛"}
JOINED = {"<=": "≤", ">=": "≥", "<<": "≪", ">>": "≫", "==": "==", "⊥⊥": "⫫"}
"""Relations written as two signs."""

BLANKS = frozenset(
    {",", ";", ":", " ", "quad", "qquad", "enspace", "enskip", "thinspace", "medspace", "thickspace", "space", "nobreakspace"}
)

SIZES = {"left": "open", "right": "close", "middle": "", "bigl": "open", "bigr": "close"}
SIZES |= dict.fromkeys(("Bigl", "biggl", "Biggl"), "open") | dict.fromkeys(("Bigr", "biggr", "Biggr"), "close")
SIZES |= dict.fromkeys(("big", "Big", "bigg", "Bigg", "bigm", "Bigm", "biggm", "Biggm"), "")
"""Commands before a bracket, with the side they say it is on."""

_SILENT = (
    "! displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag boldmath mathstrut null rm bf it cal sf tt "
    "protect bold hfill noindent hline allowbreak strut relax - boxed fbox small large unicode"
)
SILENT = frozenset(_SILENT.split())

_FONTS = (
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm pmb operatorname operatorname* mathop mathbin mathrel "
    "mathscr mathcal mathbb mathfrak textbf textit textrm texttt textsf textnormal text mbox hbox emph textup textsc ensuremath mathpunct"
)
FONTS = frozenset(_FONTS.split())
"""Commands whose argument is read plainly; those that begin with `text`, and boxes, keep its blanks."""

_VERBATIM = "textbf textit textrm texttt textsf textnormal text mbox hbox emph textup textsc operatorname operatorname*"
VERBATIM = frozenset(_VERBATIM.split())
ROMAN = frozenset({"mathrm", "mathit", "mathsf", "mathtt", "mathbf", "mathop"})
"""Faces in which several letters are a word."""

FORGOTTEN = frozenset(
    {"label", "tag", "vspace", "phantom", "hphantom", "vphantom", "color", "tag*", "hspace", "mathclap", "cline", "require", "eqlabel"}
)
"""Commands that vanish with their argument."""

SECOND = frozenset({"textcolor", "colorbox", "href", "htmlClass", "class", "raisebox", "style"})
"""Commands of which only the second argument is seen."""

DOUBLE_STRUCK = dict(zip("CHNPQRZ1", "ℂℍℕℙℚℝℤ1", strict=True))

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "overline": "\u0304", "vec": "\u20d7",
    "overrightarrow": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip

RAISED = dict(
    zip(
        "0123456789+-=()nabcdefghijklmoprstuvwxyzABDEGHIJKLMNOPRTUVW*′βγδθ∘⊤⊺†",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ*′ᵝᵞᵟᶿ°ᵀᵀ†",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
