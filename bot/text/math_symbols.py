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
    "triangleq": "≜", "doteq": "≐", "prec": "≺", "succ": "≻", "vdash": "⊢", "models": "⊨",
}  # fmt: skip

BINARY = {
    "+": "+", "-": "-", "pm": "±", "mp": "∓", "times": "×", "cdot": "·", "div": "÷", "ast": "*", "star": "⋆", "circ": "∘", "bullet": "•",
    "cup": "∪", "cap": "∩", "setminus": "∖", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "odot": "⊙", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨",
}  # fmt: skip

SYMBOLS = {
    "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "iint": "∬", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂",
    "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "emptyset": "∅", "varnothing": "∅", "ldots": "…", "dots": "…", "cdots": "⋯",
    "dotsc": "…", "dotsb": "⋯", "vdots": "⋮", "ddots": "⋱", "vert": "|", "lvert": "|", "rvert": "|", "Vert": "‖", "lVert": "‖",
    "rVert": "‖",
    "|": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}",
    "{": "{", "}": "}", "%": "%", "#": "#", "&": "&", "_": "_", "$": "＄", "prime": "′", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "angle": "∠", "degree": "°", "top": "⊤", "bot": "⊥", "backslash": "∖", "checkmark": "✓", "dagger": "†", "imath": "ı",
    "jmath": "ȷ", "uparrow": "↑", "downarrow": "↓", "therefore": "∴", "because": "∵", "square": "□", "Box": "□", "lbrack": "[",
    "rbrack": "]",
    "colon": ":", "lq": "‘", "rq": "’", "S": "§", "copyright": "©", "pounds": "£", "bigoplus": "⊕", "bigotimes": "⊗",
}  # fmt: skip

_NAMES = (
    "log ln lg exp min max sup inf lim limsup liminf sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh arg argmin "
    "argmax det dim ker deg gcd Pr hom mod bmod"
)
NAMES = frozenset(_NAMES.split())

BLANKS = frozenset({",", ";", ":", " ", "quad", "qquad", "enspace", "enskip", "thinspace", "medspace", "thickspace", "space", "hspace"})

_SILENT = (
    "! left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle displaystyle textstyle scriptstyle "
    "limits nolimits nonumber notag boldmath mathstrut null bigm Bigm rm bf it cal sf tt protect"
)
SILENT = frozenset(_SILENT.split())

_FONTS = (
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm pmb operatorname operatorname* mathop mathbin mathrel "
    "mathscr mathfrak textbf textit textrm texttt textsf textnormal text mbox hbox emph textup textsc ensuremath mathpunct"
)
FONTS = frozenset(_FONTS.split())
"""Commands whose argument is read plainly; those that begin with `text`, and boxes, keep its blanks."""

_VERBATIM = "textbf textit textrm texttt textsf textnormal text mbox hbox emph textup textsc operatorname operatorname*"
VERBATIM = frozenset(_VERBATIM.split())

FORGOTTEN = frozenset({"label", "tag", "vspace", "phantom", "hphantom", "vphantom", "color", "tag*"})
"""Commands that vanish with their argument."""

DOUBLE_STRUCK = dict(zip("CHNPQRZ1", "ℂℍℕℙℚℝℤ1", strict=True))
SCRIPT = dict(zip("BEFHILMRegolP", "ℬℰℱℋℐℒℳℛℯℊℴℓ℘", strict=True))

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "overline": "\u0304", "vec": "\u20d7",
    "overrightarrow": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip

RAISED = dict(
    zip(
        "0123456789+-=()nabcdefghijklmoprstuvwxyzABDEGHIJKLMNOPRTUVW*′βγδθ∘∞⊤†",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ*′ᵝᵞᵟᶿ°∞ᵀ†",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
