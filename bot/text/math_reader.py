"""TeX read as the pieces of a formula. What text cannot say makes the reader unfaithful, never silent."""

from __future__ import annotations

import re

from bot.text import math_grid
from bot.text.math_layout import Atom, Kind, joined, kind_of, operand, over, scripted
from bot.text.math_symbols import (
    ACCENTS,
    BINARY,
    BLANKS,
    CLOSING,
    DOTS,
    DOUBLE_STRUCK,
    FONTS,
    FORGOTTEN,
    FRACTIONS,
    GREEK,
    LARGE,
    LIMITS,
    NAMES,
    OPENING,
    RELATIONS,
    ROMAN,
    SECOND,
    SILENT,
    SIZES,
    SYMBOLS,
    VERBATIM,
)
from bot.text.math_tokens import ENDS, NEW_ROW, Tokens

DEEPEST = 12
"""Groups within groups; what is deeper is not read as text."""


class Reader(Tokens):
    """Reads tokens to pieces."""

    def grid(self, depth: int) -> math_grid.Grid:
        """Rows of cells up to `\\end`, a closing brace or the end."""
        rows: math_grid.Grid = [[self.row(depth)]]
        while self.next in ("&", *NEW_ROW):
            apart, self.at = self.next, self.at + 1
            if apart == "&":
                rows[-1].append(self.row(depth))
            else:
                self.skip_measure()
                rows.append([self.row(depth)])
        return [row for row in rows if any(row)]

    def row(self, depth: int) -> list[Atom]:
        """Everything up to the end of this group, cell or row."""
        atoms: list[Atom] = []
        while self.next and self.next not in ENDS:
            if self.next in ("^", "_", "'", "''"):
                base = atoms.pop() if atoms and atoms[-1].kind not in ("space", "wide") else Atom("")
                atoms.append(self.marks(base, depth))
            else:
                atoms += self.piece(depth)
        return atoms

    def marks(self, base: Atom, depth: int) -> Atom:
        """A base with all that is raised and lowered at it."""
        lower: list[Atom] = []
        upper: list[Atom] = []
        primes = ""
        while self.next in ("^", "_", "'", "''"):
            sign, self.at = self.next, self.at + 1
            if sign in ("'", "''"):
                primes += "″" if sign == "''" else "′"
            elif sign == "_":
                lower += self.argument(depth)
            else:
                upper += self.argument(depth)
        return scripted(base, lower, upper, primes)

    def argument(self, depth: int) -> list[Atom]:
        """A group in braces, or the next single thing."""
        part = self.next
        if not part or part in ENDS:
            self.faithful = False
            return []
        if part != "{":
            if len(part) > 1 and part[0].isalnum():
                self.tokens[self.at], self.blank[self.at] = part[1:], False
                return [Atom(part[0])]
            return self.piece(depth)
        self.at += 1
        atoms = self.row(depth + 1) if depth < DEEPEST else [Atom(self.skip())]
        while self.next in ("&", *NEW_ROW):
            self.faithful = False
            self.at += 1
            atoms += self.row(depth + 1)
        self.at += 1
        return atoms

    def words(self) -> str:
        """The words of a group in braces, blanks kept; formulas inside it are read."""
        if self.next != "{":
            return joined(self.argument(DEEPEST))
        self.at += 1
        parts: list[str] = []
        while self.next and self.next != "}":
            part = self.next
            parts.append(" " if self.blank[self.at] else "")
            if part == "{":
                parts.append(self.words())
            elif part.startswith("\\"):
                parts.append(joined(self.piece(DEEPEST)) or " ")
            else:
                self.at += 1
                parts.append({"$": "", "``": "“", "''": "”", "~": " "}.get(part, part))
        parts.append(" " if self.blank[self.at] else "")
        self.at += 1
        return "".join(parts)

    def piece(self, depth: int) -> list[Atom]:
        """One thing: a character, a number, a word, a group or a command with its arguments."""
        part = self.next
        if part == "{":
            return self.argument(depth)
        self.at += 1
        if part.startswith("\\") and len(part) > 1:
            return self.command(part[1:], depth)
        if part.isalpha() and part.isascii():
            return self.letters(part)
        return self.sign(part)

    def letters(self, part: str) -> list[Atom]:
        """Letters in a row: the name of a function, a word, or a product. A blank beside a pair of them is kept: `f(x) dx`."""
        if part in NAMES:
            return [Atom(part, "func", loose=part in LIMITS)]
        if len(part) == 1:
            return [Atom(part)]
        atoms = [Atom(part, "word")] if len(part) > 2 else [Atom(letter) for letter in part]
        before = [Atom("", "space")] if self.blank[self.at - 1] and self.at > 1 and self.tokens[self.at - 2][-1] not in "{^_" else []
        return [*before, *atoms, *([Atom("", "space")] if self.blank[self.at] and self.next.isalpha() else [])]

    def sign(self, part: str) -> list[Atom]:
        """A character that is no letter."""
        if part == ":" and self.next == "=":
            self.at += 1
            return [Atom(":=", "rel")]
        if part in RELATIONS:
            return [Atom(RELATIONS[part], "rel")]
        if part in BINARY:
            return [Atom(BINARY[part], "bin")]
        if part in OPENING or part in CLOSING:
            return [Atom(part, "open" if part in OPENING else "close")]
        if part in ",;:":
            thousands = len(self.next) == 3 and self.next.isdigit() and self.at > 1 and self.tokens[self.at - 2].isdigit()
            tight = thousands if part == "," else part == ":"
            return [Atom(part, "bar" if tight and not self.blank[self.at] else "punct")]
        if part in "$\\":
            self.faithful = False
            return []
        if part == "...":
            return [Atom("…", "dots")]
        kind: Kind = "slash" if part == "/" else "bar" if part in "||.!~" else "ord"
        return [Atom({"~": " ", "``": "“", '"': "”", "||": "‖"}.get(part, part), kind)]

    def command(self, name: str, depth: int) -> list[Atom]:
        """A command; unknown ones leave their bare name and make the formula unfaithful."""
        if name in RELATIONS:
            return [Atom(RELATIONS[name], "rel")]
        if name in BINARY:
            return [Atom(BINARY[name], "bin")]
        if name in NAMES:
            return [Atom(name, "func", loose=name in LIMITS)]
        if name in LARGE:
            return [Atom(LARGE[name], "big")]
        if name in DOTS:
            return [Atom(DOTS[name], "dots")]
        if simple := GREEK.get(name) or SYMBOLS.get(name):
            return [Atom(simple, kind_of(simple))]
        if name in BLANKS:
            return [Atom("", "wide" if "quad" in name else "space")]
        if name in SIZES:
            return self.delimiter(SIZES[name])
        if name in SILENT:
            return []
        return self.applied(name, depth)

    def delimiter(self, side: str) -> list[Atom]:
        """What follows `\\left`, `\\big` and their like."""
        part, self.at = self.next, self.at + 1
        text = {"<": "⟨", ">": "⟩", ".": ""}.get(part, SYMBOLS.get(part[1:], part[1:]) if part[:1] == "\\" else part)
        if not text:
            return []
        kind = kind_of(text)
        if text == "/":
            return [Atom(text, "slash")]
        return [Atom(text, "open" if side == "open" else "close" if side == "close" and kind != "open" else kind)]

    def applied(self, name: str, depth: int) -> list[Atom]:
        """A command with arguments."""
        if name in FONTS:
            return self.font(name, depth)
        if name in ACCENTS:
            return self.accented(self.argument(depth), ACCENTS[name])
        if name in FRACTIONS:
            return [over(self.argument(depth), self.argument(depth))]
        if name in ("binom", "dbinom", "tbinom"):
            return [Atom("(", "open"), Atom(f"{joined(self.argument(depth))} choose {joined(self.argument(depth))}"), Atom(")", "close")]
        if name == "sqrt":
            return self.root(depth)
        if name == "pmod":
            return [Atom("", "space"), Atom(f"(mod {joined(self.argument(depth))})")]
        if name in SECOND:
            self.words()
            return self.argument(depth)
        if name in FORGOTTEN:
            self.words()
            return []
        return self.stacked(name, depth)

    def stacked(self, name: str, depth: int) -> list[Atom]:
        """What stands above each other: limits below a name, a sign above a relation, rows of an environment."""
        if name == "not":
            return [Atom(piece.text + "\u0338", piece.kind) for piece in self.argument(depth)]
        if name in ("underset", "stackrel", "overset"):
            mark, base = self.argument(depth), self.argument(depth)
            if name == "underset" and base and base[-1].kind in ("func", "big", "word"):
                return [*base[:-1], scripted(Atom(joined(base[-1:]), "func", loose=True), mark, ())]
            if name != "underset" and joined(mark) in ("def", "?") and joined(base) == "=":
                return [Atom("≝" if joined(mark) == "def" else "≟", "rel")]
            self.faithful = False
            return base
        if name == "begin":
            return self.environment(depth)
        self.faithful = False
        if name == "end":
            self.words()
            return []
        return [Atom(name, "word")] if name.isalpha() else []

    def environment(self, depth: int) -> list[Atom]:
        """`\\begin{name} ... \\end{name}`."""
        name = self.words().rstrip("*")
        if name in ("array", "alignat", "alignedat", "tabular"):
            self.words()
        rows = self.grid(depth + 1) if depth < DEEPEST else [[[Atom(self.skip())]]]
        if self.next == "\\end":
            self.at += 1
            self.words()
        else:
            self.faithful = False
        made = math_grid.shown(name, rows)
        self.faithful = self.faithful and made is not None
        return [made or Atom(joined(piece for row in rows for cell in row for piece in (*cell, Atom("", "wide"))))]

    def font(self, name: str, depth: int) -> list[Atom]:
        """Letters in another face; upright ones are a word or the name of a function."""
        if name not in VERBATIM and not (name in ROMAN and self.plain_group()):
            atoms = self.argument(depth)
            if name == "mathop":
                return [Atom(joined(atoms), "func")]
            return [_struck(atom) for atom in atoms] if name == "mathbb" else _script(name, atoms)
        inner = self.words()
        text = " ".join(inner.split())
        if not text:
            return [Atom("", "wide")]
        if name.startswith("operatorname") or text in NAMES:
            return [Atom(text, "func", loose=text in LIMITS)]
        edge = [Atom("", "wide")]
        word = [Atom(text, "word" if len(text) > 1 else kind_of(text))]
        return [*edge * (inner[0] == " "), *word, *edge * (inner[-1] == " ")]

    def accented(self, atoms: list[Atom], accent: str) -> list[Atom]:
        """A letter with a sign above it; over more than a letter no text can draw one."""
        one = len(atoms) == 1 and atoms[0].kind == "ord" and re.match(r"\w(?![A-Za-z0-9])", atoms[0].text)
        self.faithful = self.faithful and bool(one)
        if not atoms:
            return []
        first = atoms[0]
        return [Atom(first.text[:1] + accent + first.text[1:], first.kind, first.loose), *atoms[1:]]

    def root(self, depth: int) -> list[Atom]:
        """A root; its degree stands before it, raised."""
        degree: list[Atom] = []
        if self.next == "[" and "]" in self.tokens[self.at : self.at + 6]:
            end = self.tokens.index("]", self.at)
            degree = [Atom(part) for part in self.tokens[self.at + 1 : end]]
            self.at = end + 1
        before = scripted(Atom(""), (), degree).text if degree else ""
        return [Atom(f"{before}√{operand(self.argument(depth))}", "root")]


def _struck(atom: Atom) -> Atom:
    return Atom(DOUBLE_STRUCK.get(atom.text, atom.text), atom.kind, atom.loose)


def _script(name: str, atoms: list[Atom]) -> list[Atom]:
    """The loss is a letter of its own; other script letters are read as plain ones, like bold."""
    return [Atom("ℒ")] if name in ("mathcal", "mathscr") and [atom.text for atom in atoms] == ["L"] else atoms
