"""What pictures say besides what they show goes, and nothing else; what cannot be cleaned says no place."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import shutil
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from campaignsite.build import Order, Outcome, build
from campaignsite.model.diagnostics import Checked
from campaignsite.model.files import Size, Source
from campaignsite.pictures import cleaning, jpeg, png
from campaignsite.pictures.cleaning import Clean, clean
from campaignsite.pictures.exif import has_place, only_orientation, orientation
from campaignsite.pictures.icc import colours_only
from campaignsite.pictures.measuring import measure
from campaignsite.pictures.place import told_place
from tests.get_browser import HELP, find_browser
from tests.sites import CONFIG, NOW, pages, picture, tree, write_site

CANARY = "zyzzyva"
MARK = CANARY.encode()
WIDE = CANARY.encode("utf-16-be")
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r exif:GPSLatitude="43,39.2N">{CANARY}</r></x:xmpmeta>'.encode()
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x0b" + MARK * 2
KINDS = ("jpeg", "progressive", "png", "apng", "webp", "lossless", "animated", "gif", "gifs", "avif", "avifs")
ENDINGS = {"jpeg": "jpg", "progressive": "jpg", "apng": "png", "lossless": "webp", "animated": "webp"}
ENDINGS |= {"gifs": "gif", "avifs": "avif"}


def exif(turned: int = 1) -> bytes:
    """Exif with a place, a camera, an owner and a thumbnail."""
    found = Image.Exif()
    found[0x0112], found[0x010F], found[0x9286], found[0xA430] = turned, CANARY, CANARY, CANARY
    found.get_ifd(0x8825).update({1: "N", 2: (43.0, 39.0, 11.5), 3: "W", 4: (79.0, 22.0, 59.5), 27: MARK})
    return found.tobytes()


def profile() -> bytes:
    """A profile that names a screen's owner, of the size of a real one."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    at = made.index(b"sRGB built-in".decode().encode("utf-16-be"))
    return made[:at] + WIDE + made[at + len(WIDE) :]


def scene(mode: str = "RGB", shade: int = 0) -> Image.Image:
    image = Image.new("RGB", (48, 32))
    image.putdata([((x * 5 + shade) % 256, y * 8, (x * y) % 256) for y in range(32) for x in range(48)])
    return image.convert(mode)


def made(kind: str, *, turned: int = 1) -> bytes:
    """A picture of a kind, with everything in it that is to go."""
    out, frames = io.BytesIO(), [scene(shade=90), scene(shade=180)]
    more: dict[str, Any] = {"exif": exif(turned), "icc_profile": profile()}
    if kind in ("jpeg", "progressive"):
        scene().save(out, "JPEG", **more, xmp=XMP, comment=CANARY, progressive=kind == "progressive", quality=85)
        return with_segments(out.getvalue()) + MARK
    if kind in ("png", "apng"):
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", CANARY)
        text.add_text("Zipped", CANARY * 9, zip=True)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        text.add(b"tIME", struct.pack(">HBBBBB", 2026, 1, 2, 3, 4, 5))
        text.add(b"caNb", MARK)
        frames = frames if kind == "apng" else []
        scene().save(out, "PNG", **more, pnginfo=text, save_all=bool(frames), append_images=frames)
        return out.getvalue() + MARK
    if kind in ("webp", "lossless", "animated"):
        frames = frames if kind == "animated" else []
        lossless = kind == "lossless"
        scene().save(out, "WEBP", **more, xmp=XMP, lossless=lossless, save_all=bool(frames), append_images=frames)
        data = out.getvalue() + b"caNb" + struct.pack("<I", 8) + MARK + b"\0"
        return data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + MARK
    if kind in ("gif", "gifs"):
        frames = frames if kind == "gifs" else []
        scene().save(out, "GIF", comment=CANARY, save_all=bool(frames), append_images=frames, loop=3)
        extension = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
        plain = b"\x21\x01\x0c" + bytes(12) + b"\x07" + MARK + b"\0"
        return out.getvalue()[:-1] + extension + plain + b";" + MARK
    frames = frames if kind == "avifs" else []
    scene().save(out, "AVIF", **more, xmp=XMP, save_all=bool(frames), append_images=frames, speed=10)
    return out.getvalue() + struct.pack(">I", 15) + b"uuid" + MARK + MARK


def with_segments(data: bytes) -> bytes:
    """More segments that a JPEG can have: IPTC, a thumbnail of JFIF, one of its extension, several pictures."""
    more = {0xED: IPTC, 0xE0: b"JFXX\0\x13\x01\x01" + MARK[:3], 0xE2: b"MPF\0" + MARK, 0xEC: b"Ducky" + MARK}
    segments = b"".join(bytes((0xFF, n)) + struct.pack(">H", len(d) + 2) + d for n, d in more.items())
    jfif = b"\xff\xe0" + struct.pack(">H", 16 + 21) + b"JFIF\0\x01\x02\x01\0\x48\0\x48\x01\x07" + MARK * 3
    rest = data[20:] if data[2:4] == b"\xff\xe0" else data[2:]
    return data[:2] + jfif + segments + rest


# A JPEG with a second picture in it is one to Pillow, with a warning when that is not there.
pytestmark = pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")


def cleaned(data: bytes, path: str = "content/a.jpg") -> Clean:
    done = clean(Source(path, data, ""))
    assert done.value is not None, done.diagnostics
    return done.value


def pixels(data: bytes) -> list[tuple[str, tuple[int, int], bytes]]:
    """Every frame, as it is stored."""
    found = []
    with Image.open(io.BytesIO(data)) as image:
        for n in range(getattr(image, "n_frames", 1)):
            image.seek(n)
            found.append((image.mode, image.size, image.tobytes()))
    return found


def says(data: bytes) -> list[str]:
    """What a picture says besides what it shows."""
    found = [word for word, mark in (("canary", MARK), ("wide", WIDE), ("xmp", b"xmpmeta")) if mark in data]
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        found += [f"tag {tag:#x}" for tag in image.getexif() if tag != 0x0112]
        known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "progressive"}
        known |= {"progression", "icc_profile", "exif", "dpi", "loop", "duration", "timestamp", "background", "version"}
        known |= {"extension", "disposal", "default_image", "bbox", "blend", "transparency", "gamma", "srgb"}
        found += [f"info {key}" for key in image.info if key not in known]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_said_any_more_and_no_pixel_changes(kind: str) -> None:
    data = made(kind)
    assert says(data)
    done = cleaned(data)
    assert says(done.data) == []
    assert not has_place(done.data)
    assert told_place("a.bin", done.data) == ""
    assert pixels(done.data) == pixels(data)
    assert done.size == (48, 32)
    assert len(done.data) <= len(data)
    assert cleaned(done.data).data == done.data, "cleaning a clean picture changes nothing"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("gif")])
def test_colours_stay(kind: str) -> None:
    with Image.open(io.BytesIO(made(kind))) as before, Image.open(io.BytesIO(cleaned(made(kind)).data)) as after:
        assert WIDE in before.info["icc_profile"]
        assert WIDE not in after.info["icc_profile"]
        transform = [
            ImageCms.ImageCmsTransform(
                ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"])),
                ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")),
                "RGB",
                "LAB",
            )
            for image in (before, after)
        ]
        assert transform[0].apply(scene()).tobytes() == transform[1].apply(scene()).tobytes()


def test_a_webp_file_promises_nothing_that_has_gone() -> None:
    """Bits of VP8X say what there is (RFC 9649, section 2.7.1)."""
    flags = [(made("webp", turned=n)[20], cleaned(made("webp", turned=n)).data[20]) for n in (1, 6)]
    assert flags == [(0x2C, 0x20), (0x2C, 0x28)]


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_what_is_upright_stays_upright(kind: str, turned: int) -> None:
    data = made(kind, turned=turned)
    done = cleaned(data)
    assert says(done.data) == []
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(done.data)) as after:
        assert after.getexif().get(0x0112, 1) == turned
        upright = ImageOps.exif_transpose(after)
        assert upright.tobytes() == ImageOps.exif_transpose(before).tobytes()
        assert done.size == (after.size if kind == "webp" else upright.size), "no browser turns WebP"


def test_what_only_the_frames_of_an_animation_name_goes_too() -> None:
    """The file's own table says where Exif and XMP stand, and so does that of the track; here only the latter does."""
    data = bytearray(made("avifs"))
    at = data.index(b"iloc") + 12
    for n in (1, 2):
        data[at + 14 * n + 10 : at + 14 * n + 14] = bytes(4)
    assert says(bytes(data))
    assert MARK not in cleaned(bytes(data)).data


def test_an_avif_that_is_turned_has_the_size_that_is_seen() -> None:
    out = io.BytesIO()
    scene().save(out, "AVIF", exif=exif(6), speed=10)  # the encoder makes a property of it
    done = cleaned(out.getvalue())
    with Image.open(io.BytesIO(done.data)) as image:
        assert done.size == ImageOps.exif_transpose(image).size


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_form_of_png_stays_as_it_is(mode: str) -> None:
    out = io.BytesIO()
    image = Image.new(mode, (9, 7), 3) if mode == "I;16" else scene(mode)
    image.save(out, "PNG", transparency=1 if mode == "P" else None)
    assert pixels(cleaned(out.getvalue()).data) == pixels(out.getvalue())


def test_a_jpeg_in_four_colours_keeps_what_its_colours_need() -> None:
    out = io.BytesIO()
    scene("CMYK").save(out, "JPEG", exif=exif())
    done = cleaned(out.getvalue()).data
    assert b"Adobe" in done
    assert pixels(done) == pixels(out.getvalue())


def test_words_in_a_profile_are_gone_and_a_broken_profile_goes() -> None:
    whole = profile()
    assert len(colours_only(whole)) == len(whole)
    assert colours_only(whole)[24:36] == bytes(12)
    assert [colours_only(whole[:n]) for n in (0, 40, 131, 140, len(whole) - 200)] == [b""] * 5
    assert colours_only(whole[:128] + b"\xff" * 400) == b""


# --- what is damaged or hostile ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_is_said_and_nothing_else_happens(kind: str) -> None:
    whole = cleaned(made(kind)).data
    for length in [*range(0, len(whole), 50), len(whole) - 1]:
        done = clean(Source(f"content/a.{ENDINGS.get(kind, kind)}", whole[:length], ""))
        assert [d.code for d in done.diagnostics] == ["damaged-image"], length
        assert done.diagnostics[0].hint


def test_a_wrong_byte_in_a_png_is_damage() -> None:
    data = bytearray(cleaned(made("png")).data)
    data[-30] ^= 1
    (said,) = clean(Source("content/a.png", bytes(data), "")).diagnostics
    assert (said.code, "checksums" in said.message) == ("damaged-image", True)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0), st.binary(min_size=1, max_size=6))
def test_no_bytes_bring_it_down(kind: str, at: int, noise: bytes) -> None:
    data = bytearray(PLAIN.setdefault(kind, made(kind)))
    start = at % len(data)
    data[start : start + len(noise)] = noise
    for path in ("content/a.png", "content/a.pdf"):
        done = clean(Source(path, bytes(data), ""))
        assert (done.value is None) is bool(done.diagnostics)


PLAIN: dict[str, bytes] = {}


def box(kind: bytes, *inside: bytes) -> bytes:
    return struct.pack(">I", 8 + sum(map(len, inside))) + kind + b"".join(inside)


@pytest.mark.parametrize("last", [b"pitm", b"iinf", b"iloc", b"iprp"])
def test_boxes_that_are_empty_at_the_end_of_a_file_are_damage(last: bytes) -> None:
    others = [box(kind, bytes(4)) for kind in (b"pitm", b"iinf", b"iloc", b"iprp") if kind != last]
    data = box(b"ftyp", b"avif\0\0\0\0") + box(b"meta", bytes(4), *others, box(last))
    assert [d.code for d in clean(Source("content/a.avif", data, "")).diagnostics] == ["damaged-image"]
    assert measure(Source("content/a.avif", data, "")) is None


BEGINNINGS = [jpeg.MAGIC, png.MAGIC, b"GIF89a", b"RIFF\xff\0\0\0WEBP", b"\0\0\0\x10ftypavif", b"MM\0*", b"PK\3\4"]


@pytest.mark.parametrize("start", BEGINNINGS)
def test_a_good_beginning_and_nothing_behind_it(start: bytes) -> None:
    for rest in (b"", b"\0", b"\xff" * 300, b"\0" * 300, bytes(range(256)) * 4):
        clean(Source("assets/a.png", start + rest, ""))


def chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


def test_a_bomb_is_refused_and_not_unpacked() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    bomb = png.MAGIC + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")
    done = clean(Source("content/a.png", bomb, ""))
    assert [d.code for d in done.diagnostics] == ["image-too-big"]
    packed = png.MAGIC + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    packed += chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200 << 20))) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    assert len(cleaned(packed).data) < 1000


def test_a_file_full_of_beginnings_is_looked_at_in_time() -> None:
    for data in (b"MM\0*" * 50_000, b"%PDF-" + b"stream\n" * 50_000, b"\xff\xd8" + b"\xff" * 200_000):
        clean(Source("content/a.bin", data, ""))


# --- what cannot be cleaned -------------------------------------------------------------------------------------------


def office(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr(name, data)
    return out.getvalue()


def tiff() -> bytes:
    out = io.BytesIO()
    scene().save(out, "TIFF", exif=exif())
    return out.getvalue()


def heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\1\0mdat" + bytes(9) + exif()


FILM = b"\0\0\0\x14ftypqt  \0\0\2\0qt  "
POINT = b"+43.6532-079.3832+080.5/"
LOCI = b"\0\0\0\x2bloci\0\0\0\0\x15\xc7Home\0\0\xff\xb0\x9d\xe5\0\x2b\xa7\x1e\0\0\0\0earth\0\0"
TELLING = {
    "photo.tif": tiff(),
    "photo.heic": heic(),
    "poster.pdf": b"%PDF-1.7\n1 0 obj\nstream\n" + exif() + b"endstream",
    "packed.pdf": b"%PDF-1.7\n1 0 obj\nstream\r\n" + zlib.compress(XMP) + b"\r\nendstream",
    "brief.docx": office("word/media/image1.jpeg", made("jpeg")),
    "slides.odp": office("Pictures/1.png", made("png")),
    "inside.zip": office("letter.docx", office("word/media/image1.webp", made("webp"))),
    "udta.mov": FILM + b"\0\0\0\x24\xa9xyz\0\x18\x15\xc7" + POINT,
    "keys.mp4": FILM + b"mdtacom.apple.quicktime.location.ISO6709" + bytes(60) + b"data\0\0\0\1\0\0\0\0" + POINT,
    "loci.3gp": FILM + LOCI,
    "film.mkv": b"\x1a\x45\xdf\xa3" + b"LOCATION-ISO6709\x44\x87\x98" + POINT,
    "action.mp4": FILM + b"gpmd" + bytes(30) + b"GPS5l\x14\0\1",
    "wide.psd": b"8BPS" + XMP.decode().encode("utf-16-le"),
    "map.svg": b'<svg><image href="data:image/jpeg;base64,' + base64.b64encode(made("jpeg")) + b'"/></svg>',
}


@pytest.mark.parametrize("name", TELLING)
def test_what_cannot_be_cleaned_must_not_say_a_place(name: str) -> None:
    done = clean(Source(f"content/{name}", TELLING[name], ""))
    assert [(d.code, bool(d.hint)) for d in done.diagnostics] == [("image-with-place", True)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("film.mp4", FILM + b"moovudta" + b"\xa9too\0\4\0\0Lavf" + bytes(400)),
        ("loci.3gp", FILM + LOCI[:20] + bytes(8) + LOCI[28:]),
        ("poster.pdf", b"%PDF-1.7\nstream\n" + zlib.compress(b"BT (words) Tj ET" * 99) + b"endstream"),
        ("brief.docx", office("word/media/image1.jpeg", cleaned(made("jpeg", turned=6)).data)),
        ("broken.zip", b"PK\3\4" + bytes(300)),
        ("photo.tif", tiff().replace(b"\x25\x88\x04\0", b"\x24\x88\x04\0")),
        ("turned.heic", only_orientation(6)),
        ("words.txt", b"exiftool prints GPS Latitude and GPS Longitude"),
    ],
)
def test_what_says_no_place_is_published_as_it_is(name: str, data: bytes) -> None:
    assert cleaned(data, f"content/{name}").data is data


def test_a_file_is_what_its_first_bytes_say() -> None:
    assert MARK not in cleaned(made("jpeg"), "content/a.pdf").data
    assert MARK not in cleaned(made("webp"), "assets/a.PNG").data
    (said,) = clean(Source("content/a.JPG", heic(), "")).diagnostics
    assert (said.code, "HEIC" in said.message) == ("damaged-image", True)


def test_the_smallest_exif_says_what_it_should() -> None:
    assert [orientation(only_orientation(n)) for n in range(1, 9)] == list(range(1, 9))
    assert [orientation(b"Exif\0\0" + data) for data in (b"", b"MM\0*", only_orientation(9), b"II*\0" * 9)] == [1] * 4


# --- the site ---------------------------------------------------------------------------------------------------------

RELEASE = """-- content/releases/one.md --
---
title: One
---
![A bridge](bridge.jpg){credit=A people=none} ![A boat](boat.png){credit=A people=none} [Download](large.webp)
-- content/releases/two.md --
---
title: Two
draft: true
---
![Her house](house.gif){credit=A people=none} ![Broken](broken.png){credit=A people=none} [Where](where.heic)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_site(RELEASE, tmp_path / "site")
    beside = root / "content/releases"
    for name, kind in {
        "bridge.jpg": "jpeg",
        "boat.png": "png",
        "large.webp": "webp",
        "house.gif": "gif",
    }.items():
        (beside / name).write_bytes(made(kind))
    (beside / "broken.png").write_bytes(made("png")[:70])
    (beside / "where.heic").write_bytes(heic())
    (root / "assets/root").mkdir(parents=True)
    (root / "assets/logo.gif").write_bytes(made("gif"))
    (root / "assets/root/icon.avif").write_bytes(made("avif"))
    return root


def again(root: Path, *, jobs: int = 1, cache: bool = True) -> Outcome:
    return build(Order(root, NOW, root / "output", jobs=jobs, cache=cache))


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The path of every file that is cleaned."""
    paths: list[str] = []
    real = cleaning.clean

    def counted(source: Source) -> Checked[Clean]:
        paths.append(source.path)
        return real(source)

    monkeypatch.setattr(cleaning, "clean", counted)
    return paths


def test_no_published_byte_says_more_than_it_shows(root: Path) -> None:
    assert again(root).diagnostics == ()
    published = tree(root / "output")
    pictures = {name for name in published if name.endswith((".gif", ".avif", ".jpg", ".png", ".webp"))}
    (logo,) = (name for name in pictures if name.startswith("assets/"))
    assert re.fullmatch(r"assets/logo\.[0-9a-f]{10}\.gif", logo)
    assert pictures == {
        logo,
        "icon.avif",
        *(f"releases/{n}" for n in ("bridge.jpg", "boat.png", "large.webp")),
    }
    for name, data in published.items():
        assert MARK not in data, name
        assert told_place(name, data) == "", name
    for name in pictures:
        assert says(published[name]) == [], name
    spare = [p for p in (root / ".campaignsite").rglob("*") if p.is_file() and MARK in p.read_bytes()]
    assert spare == []


def test_a_file_is_cleaned_once(root: Path, seen: list[str]) -> None:
    published = ["bridge.jpg", "boat.png", "large.webp"]
    everything = sorted(["assets/logo.gif", "assets/root/icon.avif", *(f"content/releases/{n}" for n in published)])
    again(root)
    assert sorted(seen) == everything
    seen.clear()
    text = root / "content/releases/one.md"
    for edit in (lambda: None, lambda: text.write_text(text.read_text().replace("A bridge", "The bridge"))):
        edit()
        assert again(root).published
    write_site(
        "-- layouts/page.html --\n{% extends 'stock/page.html' %}\n-- content/new.md --\n---\ntitle: New\n---\n", root
    )
    assert again(root).published
    assert seen == []
    (root / "content/releases/boat.png").write_bytes(made("apng"))
    assert again(root).published
    assert seen == ["content/releases/boat.png"]
    seen.clear()
    (root / "output/releases/bridge.jpg").unlink()
    assert again(root).published
    assert seen == ["content/releases/bridge.jpg"]
    assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


def test_what_nobody_sees_is_not_written_again(root: Path) -> None:
    again(root)
    path = root / "output/releases/bridge.jpg"
    before = path.stat()
    source = root / "content/releases/bridge.jpg"
    source.write_bytes(source.read_bytes() + b"another owner")
    assert again(root).published
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_new_picture_is_that_of_a_clean_build(root: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    again(root, jobs=jobs)
    (root / "content/releases/bridge.jpg").write_bytes(made("jpeg", turned=6))
    (root / "assets/logo.gif").write_bytes(made("gifs"))
    assert again(root, jobs=jobs).published
    right = {a.file: a.data for a in build(Order(root, NOW)).artifacts}
    assert tree(root / "output") == right
    shutil.rmtree(root / "output")
    assert again(root, jobs=jobs).published
    assert tree(root / "output") == right
    assert again(root, jobs=jobs, cache=False).published
    assert tree(root / "output") == right


def test_a_mistake_is_remembered_and_mended(root: Path, seen: list[str]) -> None:
    again(root)
    before = tree(root / "output")
    boat = root / "content/releases/boat.png"
    boat.write_bytes(made("png")[:90])
    for _ in range(2):
        outcome = again(root)
        assert [(d.code, d.path) for d in outcome.diagnostics] == [("damaged-image", "content/releases/boat.png")]
        assert not outcome.published
        assert tree(root / "output") == before
    assert seen.count("content/releases/boat.png") == 2, "the broken one is looked at once"
    boat.write_bytes(made("png"))
    assert again(root).diagnostics == ()
    assert tree(root / "output") == before


def test_pictures_of_what_is_withheld_stay_with_it(root: Path) -> None:
    assert build(Order(root, NOW)).diagnostics == ()
    said = build(Order(root, NOW, drafts=True)).diagnostics
    assert {(d.code, Path(d.path).name) for d in said} == {
        ("damaged-image", "broken.png"),
        ("image-with-place", "where.heic"),
    }
    later = Order(root, NOW + dt.timedelta(days=900), root / "output", cache=True)
    build(later)
    assert not any("house" in name for name in tree(root / "output"))


def test_the_picture_of_a_test_is_one() -> None:
    with Image.open(io.BytesIO(picture("40 x 30"))) as image:
        assert (image.size, image.info["Comment"]) == ((40, 30), "40 x 30")


# --- how big they are -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_measured_as_it_is_cleaned(kind: str) -> None:
    assert measure(Source("content/a.bin", made(kind), "")) == (48, 32)
    assert measure(Source("content/a.bin", made(kind)[:7], "")) is None
    for turned in range(1, 9) if kind in ("jpeg", "png", "webp") else ():
        data = made(kind, turned=turned)
        assert measure(Source("content/a.bin", data, "")) == cleaned(data).size


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20.4px" viewBox="0 0 1 1"/>', (30, 20)),
        ('<?xml version="1.0"?>\n<!-- x -->\n<svg viewBox="-1 0, 300 200" width="100%"><g/></svg>', (300, 200)),
        ('<s:svg xmlns:s="http://www.w3.org/2000/svg" width="10mm" height="9mm"/>', None),
        ('<svg viewBox="0 0 0 0"/>', None),
        ('<html width="3" height="4"><svg width="3" height="4"/></html>', None),
        ('<svg width="3" height="4', None),
        ("", None),
    ],
)
def test_an_svg_says_it_in_pixels_or_in_its_box(svg: str, size: tuple[int, int] | None) -> None:
    assert measure(Source("content/a.svg", svg.encode(), "")) == size


SIZED = """-- content/releases/one.md --
---
title: One
boilerplates: [us]
---
First, [![a "b"](wide.png 'T "t"'){.small #here lang=fr credit=A people=none}](two.md), then

> [!NOTE]
> ![Lying](lying.jpg){credit=A people=none}

| a |
| --- |
| ![Map](/assets/map.svg){credit=A} |

![Without](fits.svg){credit=A} ![Again](wide.png){credit=A people=none}
-- content/releases/two.md --
---
title: Two
---
[The picture](wide.png) and ![Wide](wide.png){credit=A people=none}.
-- content/boilerplates/us.md --
---
title: Us
---
![Us](../releases/wide.png){credit=A people=none}
-- content/releases/wide.png (png) --
900 x 30
-- content/releases/fits.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- assets/map.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>
"""


def images(root: Path, page: str) -> list[str]:
    html = (root / "output" / page / "index.html").read_text(encoding="utf-8")
    return [re.sub(r"\.[0-9a-f]{10}\.", ".", tag) for tag in re.findall("<img [^>]*>", html)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_leaves_room_for_its_pictures(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.build.desks.FEW", 1)
    root = write_site(SIZED, tmp_path)
    (root / "content/releases/lying.jpg").write_bytes(made("jpeg", turned=6))
    assert again(root, jobs=jobs).diagnostics == ()
    wide, lazy = 'src="/releases/wide.png"', 'loading="lazy" decoding="async"'
    given = 'alt="a &#34;b&#34;" title="T &#34;t&#34;" id="here" class="small" lang="fr"'
    assert images(root, "releases/one") == [
        f'<img {wide} {given} width="900" height="30">',
        f'<img src="/releases/lying.jpg" alt="Lying" width="32" height="48" {lazy}>',
        f'<img src="/assets/map.svg" alt="Map" width="7" height="5" {lazy}>',
        f'<img src="/releases/fits.svg" alt="Without" {lazy}>',
        f'<img {wide} alt="Again" width="900" height="30" {lazy}>',
        f'<img {wide} alt="Us" width="900" height="30" {lazy}>',
    ]
    assert images(root, "releases/two") == [f'<img {wide} alt="Wide" width="900" height="30">']
    (root / "content/releases/wide.png").write_bytes(picture("30 x 900"))
    assert again(root, jobs=jobs).published
    assert images(root, "releases/two") == [f'<img {wide} alt="Wide" width="30" height="900">']
    assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


CREDITED = f"""-- campaignsite.yaml --
{CONFIG}languages: [en, fr]
-- content/about.md --
---
title: About
---
![A "map"](map.svg "The 'north' & south"){{credit="A & <B>"}}

See ![a chart](chart.png){{credit=C people=none}} or ![](map.svg){{decorative=true}}.
-- content/about.fr.md --
---
title: À propos
---
![Une carte](map.svg){{credit="L'équipe"}}
-- content/map.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
-- content/chart.png (png) --
4 x 3
"""


def test_a_page_says_who_made_its_pictures_and_not_who_is_in_them(tmp_path: Path) -> None:
    made = pages(CREDITED.replace("credit=C people=none", "credit=C people=public-figure"), tmp_path)
    assert """<figure class="picture">
<img src="/map.svg" alt="A &#34;map&#34;" width="2" height="1">
<figcaption>The ‘north’ &amp; south <span class="credit">Image: A &amp; &lt;B&gt;</span></figcaption>
</figure>
<p>See <img src="/chart.png" alt="a chart" width="4" height="3" loading="lazy" decoding="async"> \
<small class="credit">(Image: C)</small> or <img src="/map.svg" alt="" """ in made["about/index.html"]
    assert '<figcaption><span class="credit">Image\u00a0: L’équipe</span></figcaption>' in made["fr/about/index.html"]
    assert "public-figure" not in made["about/index.html"]


def test_a_layout_can_list_who_made_the_pictures_and_who_is_in_them(tmp_path: Path) -> None:
    own = "{% for c in page.body.credits %}{{ [c.url, c.alt, c.credit, c.people]|join(' ') }}\n{% endfor %}"
    made = pages(f"{CREDITED}-- layouts/page.html --\n{own}\n", tmp_path)
    assert made["about/index.html"].split("\n")[:2] == [
        "/map.svg A &#34;map&#34; A &amp; &lt;B&gt; ",
        "/chart.png a chart C none",
    ]


def test_the_words_about_a_picture_are_in_the_pages_language_and_its_caption_in_the_texts(tmp_path: Path) -> None:
    text = f"-- campaignsite.yaml --\n{CONFIG}languages: [en, fr]\n"
    text += "-- content/agencies/a.md --\n---\nname: A\nkind: ngo\n---\n"
    text += "![Map](m.svg 'North'){credit=B}\n-- content/agencies/m.svg --\n<svg xmlns='http://www.w3.org/2000/svg'/>\n"
    caption = '<figcaption>North <span class="credit" lang="fr" dir="ltr">Image\u00a0: B</span></figcaption>'
    assert caption in pages(text, tmp_path)["fr/agencies/a/index.html"]


def test_a_picture_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths: list[str] = []

    def counted(source: Source) -> Size | None:
        paths.append(source.path)
        return measure(source)

    monkeypatch.setattr("campaignsite.build.sizes.measure", counted)
    root = write_site(SIZED.replace("![Lying](lying.jpg){credit=A people=none}", "Lying"), tmp_path)
    again(root)
    assert sorted(paths) == ["assets/map.svg", "content/releases/fits.svg", "content/releases/wide.png"]
    write_site("-- content/new.md --\n---\ntitle: New\n---\n![Wide](releases/wide.png){credit=A people=none}\n", root)
    assert again(root).published
    assert len(paths) == 3
    assert images(root, "new") == ['<img src="/releases/wide.png" alt="Wide" width="900" height="30">']


@pytest.mark.browser
def test_a_browser_shows_each_picture_as_it_was_and_in_the_size_that_was_measured(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    names: dict[str, tuple[int, int]] = {}
    for kind, turned in [*((kind, 1) for kind in KINDS), ("jpeg", 6), ("png", 6), ("webp", 6), ("progressive", 3)]:
        before, after = made(kind, turned=turned), cleaned(made(kind, turned=turned))
        for when, data in (("before", before), ("after", after.data)):
            name = f"{when}-{kind}-{turned}.{ENDINGS.get(kind, kind)}"
            (tmp_path / name).write_bytes(data)
            assert after.size is not None
            names[name] = (after.size.width, after.size.height)
    (tmp_path / "all.html").write_text("".join(f'<img src="{name}">' for name in names))
    path = find_browser()
    assert path, HELP
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        page.goto((tmp_path / "all.html").as_uri())
        seen = page.evaluate("[...document.images].map(i => [i.src.split('/').pop(), i.naturalWidth, i.naturalHeight])")
        chromium.close()
    assert {name: (width, height) for name, width, height in seen} == names
