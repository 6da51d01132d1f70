"""Word files as Word makes them, in as few lines as it takes: a ZIP archive of XML parts (ECMA-376, parts 1 and 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = ("Title", "Subtitle", "Quote", "heading 1", "heading 2", "heading 3", "List Paragraph")


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """Words that look alike."""
    looks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*inside: str, style: str = "", item: int | None = None) -> str:
    """A paragraph of runs; ``item`` is the number of the list that it is an entry of."""
    kind = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{item}"/></w:numPr>' if item is not None else ""
    made = "".join(i if i.startswith("<") else run(i) for i in inside)
    return f"<w:p><w:pPr>{kind}{numbered}</w:pPr>{made}</w:p>"


def link(text: str, rid: str) -> str:
    """A link to what a relationship leads to."""
    return f'<w:hyperlink r:id="{rid}">{run(text)}</w:hyperlink>'


def picture(rid: str, alt: str) -> str:
    """A picture in a line."""
    return (
        f'<w:r><w:drawing><wp:inline {DRAWING}><wp:docPr id="1" name="x" descr={quoteattr(alt)}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{rid}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def table(*rows: Sequence[str]) -> str:
    """A table of words."""
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def note(number: int) -> str:
    """The reference to a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def word(
    *body: str,
    links: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    parts: Mapping[str, str] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A Word file.

    ``links`` are addresses by relationship, ``notes`` the texts of footnotes 1, 2 …, ``parts`` other parts of the
    document by name (``comments``, ``header1``), ``more`` any other file in the archive.
    """
    parts = dict(parts or {})
    if notes:
        texts = "".join(f'<w:footnote w:id="{n}">{p(text)}</w:footnote>' for n, text in enumerate(notes, 1))
        parts["footnotes"] = f"<w:footnotes {W}>{texts}</w:footnotes>"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml", "")}),
        "word/document.xml": f"<w:document {W} {R}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            {
                "rs": ("styles", "styles.xml", ""),
                "rn": ("numbering", "numbering.xml", ""),
                "rp": ("image", "media/image1.png", ""),
                **{name: (name.rstrip("0123456789"), f"{name}.xml", "") for name in parts},
                **{name: ("hyperlink", href, ' TargetMode="External"') for name, href in (links or {}).items()},
            }
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        **{f"word/{name}.xml": text for name, text in parts.items()},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(name, head + data if isinstance(data, str) else data)
    return out.getvalue()


def _types(parts: Mapping[str, str]) -> str:
    named = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
    named |= {name: name.rstrip("0123456789") for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in named.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    )


def _relations(named: Mapping[str, tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_TYPE}/{kind}" Target={quoteattr(target)}{mode}/>'
        for name, (kind, target, mode) in named.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _styles() -> str:
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.title().replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in _STYLES
    )
    return f"<w:styles {W}>{made}</w:styles>"


def _numbering() -> str:
    """List 1 has bullets, list 2 numbers."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl></w:abstractNum>'
        for n, kind in ((1, "bullet"), (2, "decimal"))
    )
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f"<w:numbering {W}>{abstract}{lists}</w:numbering>"
