"""Smaller copies of pictures: which there are, what is in them, and that each is made once."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageOps, ImageStat, features

from campaignsite.build import Order, Outcome, build
from campaignsite.build.crew import Crew
from campaignsite.build.darkroom import Darkroom, Negative, developed
from campaignsite.build.memory import Memory
from campaignsite.build.order import NOBODY
from campaignsite.model.copies import AT_ONCE, MOST_PIXELS, WIDTHS, Copy, copies
from campaignsite.model.diagnostics import Checked
from campaignsite.model.files import Measured, Source
from campaignsite.pictures import copying
from campaignsite.pictures.cleaning import clean
from campaignsite.pictures.copying import HEAVIEST
from campaignsite.pictures.damage import DamagedError
from campaignsite.pictures.stills import is_still
from tests.get_browser import HELP, find_browser
from tests.sites import NOW, picture, tree, write_site

HEAVY = 1_000_000


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.frombytes(mode, (width, height), Random(1).randbytes(width * height * len(mode)))  # noqa: S311 - no secret is made of it


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def copied(data: bytes, *recipes: str) -> list[Image.Image]:
    """Copies of a picture as it is published, unpacked."""
    done = clean(Source("content/a.bin", data, "")).value
    assert done is not None
    return [opened(made) for made in copying.copies(done.data, [Copy.of(recipe) for recipe in recipes])]


def colours(image: Image.Image) -> list[tuple[float, ...]]:
    """The mean colour of each quarter, the upper ones first."""
    width, height = image.width // 2, image.height // 2
    quarters = [image.crop((x, y, x + width, y + height)) for y in (0, height) for x in (0, width)]
    return [tuple(ImageStat.Stat(quarter).mean) for quarter in quarters]


def alike(one: Iterable[tuple[float, ...]], other: Iterable[tuple[float, ...]], by: float = 6) -> bool:
    pairs = zip(one, other, strict=True)
    return all(abs(a - b) <= by for left, right in pairs for a, b in zip(left, right, strict=True))


# --- which there are --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((4000, 3000), [(360, 270), (720, 540), (1280, 960)]),
        ((3000, 4000), [(360, 480), (720, 960), (960, 1280)]),
        ((1000, 500), [(360, 180), (720, 360), (1000, 500)]),
        ((900, 10), [(360, 4), (720, 8), (900, 10)]),
        ((899, 10), [(360, 4), (899, 10)]),
        ((449, 300), [(449, 300)]),
        ((1, 1), [(1, 1)]),
        ((9000, 2), [(360, 1), (720, 1), (1280, 1)]),
        ((1000, 40_000), [(175, 7000)]),
        ((10, 50_000), []),
        ((0, 10), []),
        ((10, 0), []),
    ],
)
def test_the_size_of_a_picture_decides_its_copies(size: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    found = copies(Measured(*size, HEAVY))
    assert found == tuple(Copy(kind, *each) for kind in ("avif", "webp") for each in sizes)
    for copy in found:
        assert copy.width <= size[0]
        assert copy.width in WIDTHS or copy.width * copy.height <= MOST_PIXELS
        assert Copy.of(copy.recipe) == copy


def test_what_comes_at_once_or_does_not_stand_still_has_none() -> None:
    assert copies(Measured(4000, 3000, AT_ONCE)) == ()
    assert len(copies(Measured(4000, 3000, AT_ONCE + 1))) == 6
    assert copies(Measured(4000, 3000)) == ()


@pytest.mark.parametrize("text", ["", "gif-1x1", "avif-1", "avif-1xa", "avif"])
def test_a_recipe_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Copy.of(text)


FRAMES: dict[str, Any] = {"save_all": True, "append_images": [Image.new("RGB", (40, 30), "red")]}
STILL = {kind: saved(noise(40, 30), kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF")}
STILL |= {"with alpha": saved(noise(40, 30, "RGBA"), "WEBP"), "lossless": saved(noise(40, 30), "WEBP", lossless=True)}
MOVING = {kind: saved(noise(40, 30), kind, **FRAMES) for kind in ("PNG", "WEBP", "AVIF", "GIF")}
MOVING |= {"one gif": saved(noise(40, 30), "GIF"), "svg": b"<svg/>", "nothing": b"", "riff": b"RIFF\0\0\0\0WEBPVP8X"}


@pytest.mark.parametrize("kind", STILL)
def test_a_picture_stands_still(kind: str) -> None:
    assert is_still(STILL[kind])
    for length in range(0, 400, 7):
        is_still(STILL[kind][:length])


@pytest.mark.parametrize("kind", MOVING)
def test_an_animation_does_not(kind: str) -> None:
    assert not is_still(MOVING[kind])


# --- what is in them --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "width", "height"), [("RGB", 1400, 1100), ("RGBA", 720, 540)])
def test_the_noisiest_picture_is_light_enough_in_every_size(mode: str, width: int, height: int) -> None:
    data = saved(noise(width, height, mode), "PNG")
    wanted = copies(Measured(width, height, len(data)))
    for copy, made in zip(wanted, copying.copies(data, wanted), strict=True):
        assert len(made) <= HEAVIEST, copy
        image = opened(made)
        assert (image.format, image.mode) == (copy.kind.upper(), mode)
        assert image.size == (copy.width, copy.height)


def test_a_copy_is_no_heavier_than_the_picture_if_that_can_be() -> None:
    data = saved(noise(300, 200), "JPEG", quality=70)
    whole = saved(noise(300, 200), "JPEG", quality=95)
    wanted = copies(Measured(300, 200, HEAVY))
    assert max(map(len, copying.copies(data, wanted))) <= len(data)
    assert max(map(len, copying.copies(whole, wanted))) > len(data)


def test_a_copy_depends_on_no_other_copy() -> None:
    data = saved(noise(900, 300), "PNG")
    wanted = copies(Measured(900, 300, len(data)))
    together = copying.copies(data, wanted)
    assert together == copying.copies(data, wanted)
    assert [*together[::-1]] == [copying.copies(data, [copy])[0] for copy in wanted[::-1]]


def corners() -> Image.Image:
    image = Image.new("RGB", (600, 400), "red")
    for colour, box in (("green", (300, 0, 600, 200)), ("blue", (0, 200, 300, 400)), ("white", (300, 200, 600, 400))):
        image.paste(colour, box)
    return image


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_copy_is_upright(kind: str, turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    data = saved(corners(), kind, exif=exif.tobytes())
    seen = opened(data) if kind == "WEBP" else ImageOps.exif_transpose(opened(data))  # no browser turns WebP
    width, height = seen.width // 2, seen.height // 2
    for image in copied(data, f"avif-{width}x{height}", f"webp-{width}x{height}"):
        assert image.size == (width, height)
        assert alike(colours(image), colours(seen.convert("RGB")))


def test_nothing_is_said_in_a_copy() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "zyzzyva", 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta>zyzzyva</x:xmpmeta>"
    data = saved(noise(80, 60), "JPEG", exif=exif.tobytes(), icc_profile=profile, xmp=xmp, comment=b"zyzzyva")
    for made in copying.copies(data, copies(Measured(60, 80, HEAVY))):
        assert b"zyzzyva" not in made
        image = opened(made)
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile"} & image.info.keys()


@pytest.mark.parametrize("kind", ["avif", "webp"])
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16", "transparent P", "transparent L", "CMYK"])
def test_every_kind_of_picture_has_the_same_colours(mode: str, kind: str) -> None:
    name, more = mode.removeprefix("transparent "), dict[str, Any]()
    image = corners()
    if name == "I;16":
        grey = image.convert("L")
        image = Image.frombytes("I;16", image.size, b"".join(bytes((0, value)) for value in grey.tobytes()))
        right = grey.convert("RGB")
    else:
        image = image.convert("RGB" if name == "CMYK" else "RGBA" if name in ("LA", "PA", "RGBA") else "RGB")
        if name in ("LA", "PA", "RGBA"):
            image.putalpha(Image.linear_gradient("L").resize(image.size))
        image = image.quantize() if name == "PA" else image.convert(name)
        more = {"transparency": image.getpixel((0, 0))} if mode.startswith("transparent") else {}
        right = image.convert("RGB") if name != "PA" else image.convert("RGBA")
    data = saved(image, "JPEG" if name == "CMYK" else "PNG", **more)
    right = opened(data).convert("RGBA") if more or name in ("LA", "RGBA", "PA") else right
    (made,) = copied(data, f"{kind}-300x200")
    assert made.mode == right.mode
    assert alike(colours(on_grey(made)), colours(on_grey(right)), 8)


def on_grey(image: Image.Image) -> Image.Image:
    """What has no colour because nobody sees it gets one."""
    return Image.alpha_composite(Image.new("RGBA", image.size, "grey"), image.convert("RGBA"))


def wide_profile() -> bytes:
    """A profile in which red and green have changed their places: nobody can overlook that it was left out."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_colours_of_a_profile_become_those_of_the_web(kind: str) -> None:
    data = saved(corners(), kind, icc_profile=wide_profile())
    red, green = (255, 0, 0), (0, 128, 0)
    for image in copied(data, "avif-300x200", "webp-300x200"):
        found = colours(image)
        assert alike(found[:1], [(0, 255, 0)], 12), (found[0], red)
        assert alike(found[1:2], [(128, 0, 0)], 12), (found[1], green)


@pytest.mark.parametrize("profile", [b"none", wide_profile()[:300], b"\0" * 200])
def test_a_profile_that_is_none_counts_as_none(profile: bytes) -> None:
    data = saved(corners(), "JPEG", icc_profile=profile)
    for made in copying.copies(data, [Copy("avif", 300, 200), Copy("webp", 300, 200)]):
        assert alike(colours(opened(made)), colours(corners()))


# --- the site ---------------------------------------------------------------------------------------------------------

SITE = """-- content/releases/one.md --
---
title: One
boilerplates: [us]
---
First [![A "map"](map.png 'T'){.small #here credit=A people=none}](two.md).
Then ![Logo](/assets/logo.png){credit=A people=none} and ![Icon](/assets/root/icon.png){credit=A people=none}.
-- content/releases/two.md --
---
title: Two
---
[Download](whole.png), ![flat](flat.png){credit=A people=none}.
-- content/releases/three.md --
---
title: Three
draft: true
---
![Her house](house.png){credit=A people=none} ![Map](map.png){credit=A people=none}
-- content/boilerplates/us.md --
---
title: Us
---
![Us](../releases/us.png){credit=A people=none}
-- content/boilerplates/them.md --
---
title: Them
---
![Them](../releases/them.png){credit=A people=none}
-- content/releases/map.png (png) --
900 x 40 noise
-- content/releases/whole.png (png) --
900 x 41 noise
-- content/releases/flat.png (png) --
900 x 600
-- content/releases/house.png (png) --
900 x 42 noise
-- content/releases/us.png (png) --
300 x 90 noise
-- content/releases/them.png (png) --
300 x 91 noise
-- assets/logo.png (png) --
500 x 50 noise
-- assets/unused.png (png) --
400 x 51 noise
-- assets/root/icon.png (png) --
100 x 99 noise
"""
COPIED = {
    "releases/map": {360: 16, 720: 32, 900: 40},
    "releases/us": {300: 90},
    "assets/logo": {360: 36, 500: 50},
    "icon": {100: 99},
}
NAME = re.compile(r"(?P<stem>[^.]+)\.(?P<width>\d+)\.[0-9a-f]{10}\.(?P<kind>avif|webp)")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(SITE, tmp_path / "site")


def again(root: Path, *, jobs: int = 1, cache: bool = True) -> Outcome:
    done = build(Order(root, NOW, root / "output", jobs=jobs, cache=cache))
    assert done.published, done.diagnostics
    return done


def copies_in(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(root / "output").items() if NAME.fullmatch(name)}


def test_there_are_copies_of_what_public_texts_show_and_of_nothing_else(root: Path) -> None:
    assert again(root).diagnostics == ()
    found = copies_in(root)
    expected = {(stem, str(w), kind) for stem, of in COPIED.items() for w in of for kind in ("avif", "webp")}
    assert sorted(NAME.fullmatch(name).groups() for name in found) == sorted(expected)  # type: ignore[union-attr]
    for name, data in found.items():
        match, image = NAME.fullmatch(name), opened(data)
        assert match is not None
        assert image.format == match["kind"].upper()
        assert image.size == (int(match["width"]), COPIED[match["stem"]][int(match["width"])])
        assert len(data) <= HEAVIEST
    headers = (root / "output/_headers").read_text(encoding="utf-8")
    kept = "Cache-Control: public, max-age=31536000, immutable"
    assert [name for name in found if f"/{name}\n  {kept}" not in headers] == []
    house = [name for name in tree(root / "output") if "house" in name or "them" in name]
    assert house == []


def tags(root: Path, page: str) -> list[str]:
    html = (root / "output" / page / "index.html").read_text(encoding="utf-8")
    html = re.sub(r"\.[0-9a-f]{10}\.(?=avif|webp|png)", ".", html)
    return re.findall("<picture>.*?</picture>|<img [^>]*>", html)


def source(path: str, kind: str, *widths: int) -> str:
    found = ", ".join(f"{path}.{width}.{kind} {width}w" for width in widths)
    return f'<source type="image/{kind}" srcset="{found}" sizes="(min-width: 42.5rem) 39rem, 92vw">'


def drawn(path: str, image: str, *widths: int) -> str:
    return f"<picture>{source(path, 'avif', *widths)}{source(path, 'webp', *widths)}{image}</picture>"


def test_a_page_offers_the_copies_and_the_picture(root: Path) -> None:
    again(root)
    lazy = 'loading="lazy" decoding="async"'
    given = 'alt="A &#34;map&#34;" title="T" id="here" class="small" width="900" height="40"'
    logo = f'<img src="/assets/logo.png" alt="Logo" width="500" height="50" {lazy}>'
    icon = f'<img src="/icon.png" alt="Icon" width="100" height="99" {lazy}>'
    us = f'<img src="/releases/us.png" alt="Us" width="300" height="90" {lazy}>'
    assert tags(root, "releases/one") == [
        drawn("/releases/map", f'<img src="/releases/map.png" {given}>', 360, 720, 900),
        drawn("/assets/logo", logo, 360, 500),
        drawn("/icon", icon, 100),
        drawn("/releases/us", us, 300),
    ]
    assert tags(root, "releases/two") == ['<img src="/releases/flat.png" alt="flat" width="900" height="600">']


def test_every_copy_that_a_page_offers_is_there_below_a_base_path_too(root: Path) -> None:
    done = build(Order(root, NOW, base_url="https://example.org/a-folder/"))
    files = {artifact.file: artifact.data for artifact in done.artifacts}
    offered = re.findall(r"(\S+) \d+w", files["releases/one/index.html"].decode())
    assert len(offered) == 2 * sum(map(len, COPIED.values()))
    assert {url.replace('srcset="', "").removeprefix("/a-folder/") for url in offered} <= files.keys()


@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_workers_makes_the_same(root: Path, jobs: int) -> None:
    again(root, cache=False)
    before = tree(root / "output")
    again(root, cache=False)
    assert tree(root / "output") == before
    shutil.rmtree(root / "output")
    again(root, jobs=jobs)
    assert tree(root / "output") == before == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


def test_the_names_of_copies_say_which_picture_and_which_place_they_are_of(root: Path) -> None:
    again(root)
    before = copies_in(root)
    (root / "content/releases/map.png").write_bytes(picture("900 x 40 noise, other"))
    again(root)
    after = copies_in(root)
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 6
    assert all(name.startswith("releases/map.") for name in before.keys() ^ after.keys())


def test_two_pictures_of_one_name_and_one_content_have_copies_of_their_own(root: Path) -> None:
    (root / "content/releases/map.webp").write_bytes((root / "content/releases/map.png").read_bytes())
    text = root / "content/releases/two.md"
    text.write_text(
        text.read_text(encoding="utf-8") + "\n![The same](map.webp){credit=A people=none}\n", encoding="utf-8"
    )
    again(root)
    assert len([name for name in copies_in(root) if name.startswith("releases/map.")]) == 12


def test_a_long_name_leaves_room(root: Path) -> None:
    name = "é" * 123
    (root / f"content/releases/{name}.png").write_bytes(picture("300 x 90 noise"))
    text = root / "content/releases/two.md"
    text.write_text(
        text.read_text(encoding="utf-8") + f"\n![Long]({name}.png){{credit=A people=none}}\n", encoding="utf-8"
    )
    again(root)
    assert len([found for found in copies_in(root) if found.startswith("releases/ééé")]) == 2


PYTHON = """
import datetime as dt, sys
from pathlib import Path
from campaignsite.build import Order, build
root, now = Path(sys.argv[1]), dt.datetime.fromisoformat(sys.argv[2])
done = build(Order(root, now, root / "output", jobs=int(sys.argv[3]), cache=True))
assert done.published, done.diagnostics
print(int("PIL" in sys.modules))
"""


def by_itself(root: Path, *, jobs: int = 1, **environment: str) -> bool:
    """Build in a process of its own; whether it needed Pillow."""
    command = [sys.executable, "-c", PYTHON, str(root), NOW.isoformat(), str(jobs)]
    env = {**os.environ, **environment}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout == "1\n"


def test_a_copy_is_made_once(root: Path) -> None:
    assert by_itself(root)
    before = tree(root / "output")
    assert not by_itself(root), "nothing has changed"
    for edit in ("title: Another", "summary: More"):
        path = root / "content/releases/two.md"
        path.write_text(path.read_text(encoding="utf-8").replace("title: Two", edit, 1), encoding="utf-8")
        path.write_text(path.read_text(encoding="utf-8").replace("summary: More", "title: Two"), encoding="utf-8")
        assert not by_itself(root)
    shutil.rmtree(root / "output")
    assert not by_itself(root), "the store has them all"
    shutil.rmtree(root / "output")
    for left in (root / ".campaignsite").glob("[!s]*"):
        left.unlink()
    assert not by_itself(root), "the store alone has them all"
    assert copies_in(root).keys() == {name for name in before if NAME.fullmatch(name)}


def test_a_new_picture_is_the_only_one_that_is_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(root)
    real, made = copying.copies, list[int]()

    def counted(data: bytes, wanted: Any) -> tuple[bytes, ...]:
        made.append(len(wanted))
        return real(data, wanted)

    monkeypatch.setattr("campaignsite.build.darkroom.copies", counted)
    (root / "content/releases/us.png").write_bytes(picture("500 x 20 noise"))
    again(root)
    assert made == [4]
    (root / "output" / next(iter(copies_in(root)))).unlink()
    again(root)
    assert made == [4]
    assert tree(root / "output") == {a.file: a.data for a in build(Order(root, NOW)).artifacts}


def test_environments_make_the_same(tmp_path: Path) -> None:
    made = []
    for n, (seed, zone) in enumerate((("1", "UTC"), ("77", "Pacific/Auckland"))):
        root = write_site(SITE, tmp_path / f"é{n}")
        assert by_itself(root, jobs=n + 1, PYTHONHASHSEED=seed, TZ=zone, LC_ALL="C" if n else "C.UTF-8")
        made.append(tree(root / "output"))
    assert made[0] == made[1]


def test_a_copy_that_nobody_shows_any_more_goes(root: Path) -> None:
    again(root)
    text = root / "content/releases/one.md"
    text.write_text(
        text.read_text(encoding="utf-8").replace("![Logo](/assets/logo.png){credit=A people=none}", "none"),
        encoding="utf-8",
    )
    again(root)
    assert {NAME.fullmatch(name)["stem"] for name in copies_in(root)} == COPIED.keys() - {"assets/logo"}  # type: ignore[index]


def test_a_store_that_is_harmed_is_as_good_as_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(root)
    before = tree(root / "output")
    for pack in (root / ".campaignsite/store").glob("*.pack"):
        data = bytearray(pack.read_bytes())
        for at in range(2000, len(data) // 2, 5000):
            data[at] ^= 1
        pack.write_bytes(data)
    shutil.rmtree(root / "output")
    again(root)
    assert tree(root / "output") == before
    shutil.rmtree(root / "output")
    monkeypatch.setattr("campaignsite.build.darkroom.copies", None)
    again(root)
    assert tree(root / "output") == before, "now it is whole again"


def test_what_is_swept_out_of_the_store_are_not_the_copies(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(root)
    monkeypatch.setattr("campaignsite.store.packs.SMALL_ONES", 0)
    for n in range(3):
        write_site(f"-- content/{n}.md --\n---\ntitle: Page {n}\n---\n", root)
        (root / "campaignsite.yaml").write_text(f"title: A {n}\nbase_url: https://example.org/\ntimezone: UTC\n")
        again(root)
    assert len(list((root / ".campaignsite/store").glob("*.pack"))) == 1
    shutil.rmtree(root / "output")
    monkeypatch.setattr("campaignsite.build.darkroom.copies", None)
    again(root)
    assert len(copies_in(root)) == 2 * sum(map(len, COPIED.values()))


def test_another_pillow_makes_them_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(root, NOW, cache=True)
    mark = Memory(order).copy("a", "avif-1x1")
    assert Memory(order).copy("a", "avif-1x1") == mark
    assert Memory(order).copy("b", "avif-1x1") != mark != Memory(order).copy("a", "webp-1x1")
    monkeypatch.setattr("campaignsite.build.program._libraries", lambda: {"jinja2-9", "pillow-99.dist-info"})
    assert Memory(order).copy("a", "avif-1x1") != mark


# --- what is wrong ----------------------------------------------------------------------------------------------------


def broken() -> bytes:
    """A PNG file whose checksums are right, and whose pixels do not unpack."""
    whole = picture("300 x 90 noise")
    at = whole.index(b"IDAT") + 4
    length = int.from_bytes(whole[at - 8 : at - 4], "big")
    inside = whole[at : at + 100] + bytes(length - 100)
    return whole[:at] + inside + zlib.crc32(b"IDAT" + inside).to_bytes(4, "big") + whole[at + length + 4 :]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_picture_that_does_not_unpack_is_an_error_at_its_file(root: Path, jobs: int) -> None:
    again(root)
    before = tree(root / "output")
    whole = root / "content/releases/us.png"
    good = whole.read_bytes()
    whole.write_bytes(broken())
    for _ in range(2):
        done = build(Order(root, NOW, root / "output", jobs=jobs, cache=True))
        assert [(d.code, d.path, bool(d.hint)) for d in done.diagnostics] == [
            ("damaged-image", "content/releases/us.png", True)
        ]
        assert done.diagnostics == build(Order(root, NOW)).diagnostics
        assert tree(root / "output") == before
    whole.write_bytes(good)
    assert again(root, jobs=jobs).diagnostics == ()
    assert tree(root / "output") == before


@pytest.mark.parametrize("kind", STILL)
def test_no_bytes_bring_it_down(kind: str) -> None:
    random, wanted = Random(2), [Copy("avif", 20, 15), Copy("webp", 20, 15)]  # noqa: S311 - no secret is made of it
    for _ in range(40):
        data = bytearray(STILL[kind])
        for _ in range(random.randrange(1, 9)):
            data[random.randrange(len(data))] = random.randrange(256)
        try:
            made = copying.copies(bytes(data), wanted)
        except DamagedError as error:
            assert str(error)  # noqa: PT017 - it may be raised, and need not
        else:
            assert [opened(copy).size for copy in made] == [(20, 15)] * 2


def test_with_other_mistakes_nothing_is_unpacked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaignsite.build.published.Files._copied", None)
    write_site("-- content/bad.md --\n---\ntitel: Bad\n---\n", root)
    assert not build(Order(root, NOW, root / "output")).published


def test_a_pillow_that_cannot_write_them_is_one_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda kind: kind != "avif")
    (said,) = build(Order(root, NOW, root / "output")).diagnostics
    assert (said.code, said.path, bool(said.hint)) == ("copies-unavailable", "campaignsite.yaml", True)
    for name in ("one", "three"):
        (root / f"content/releases/{name}.md").unlink()
    (root / "content/boilerplates/us.md").unlink()
    assert again(root).diagnostics == (), "a site without copies needs none"


def test_a_picture_that_is_changed_meanwhile_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture("90 x 60 noise"))
    wanted = Negative("a.png", "another digest", (Copy("avif", 90, 60),))
    for jobs in (1, 2):
        found = [done for _, done in developed(tmp_path, [wanted] * 3, jobs, NOBODY.hear)]
        assert [(d.code, d.hint) for done in found for d in done.diagnostics] == [
            ("unreadable-file", "build again")
        ] * 3


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_any_way_to_start_a_process_will_do(tmp_path: Path, method: str) -> None:
    (tmp_path / "a.png").write_bytes(picture("90 x 60 noise"))
    digest = hashlib.sha256((tmp_path / "a.png").read_bytes()).hexdigest()
    wanted = [Negative("a.png", digest, (Copy("avif", 90, 60), Copy("webp", 90, 60)))]
    with Crew(Darkroom(tmp_path), 2, method) as crew:
        one, other = crew.ask("made", [(wanted,), (wanted,)])
    assert one == other == [Checked(copying.copies(picture("90 x 60 noise"), wanted[0].wanted))]


# --- in a browser -----------------------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - so it is called there
        pass


@pytest.mark.browser
def test_a_browser_asks_for_the_copy_that_fits(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    root = write_site(SITE, tmp_path)
    (root / "content/releases/map.png").write_bytes(saved(noise(2000, 90), "PNG"))
    again(root)
    path = find_browser()
    assert path, HELP
    wanted = {(320, 1): 360, (360, 1): 360, (375, 2): 720, (390, 3): 1280, (1280, 1): 720, (1280, 2): 1280}
    seen = {}
    handler = partial(Quiet, directory=str(root / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for width, dots in wanted:
            page = chromium.new_page(viewport={"width": width, "height": 800}, device_scale_factor=dots)
            said: list[str] = []
            page.on("console", lambda message: said.append(message.text))  # noqa: B023 - it is heard before the next
            page.goto(f"http://127.0.0.1:{server.server_port}/releases/one/")
            page.wait_for_function("document.images[0].complete")
            name, across, fits = page.evaluate(
                "(i => [i.currentSrc, i.naturalWidth, i.width <= i.closest('.prose').clientWidth])(document.images[0])"
            )
            match = re.search(r"/releases/map\.(\d+)\.[0-9a-f]{10}\.avif$", name)
            assert match, name
            assert across > 0, "it was shown"
            assert fits
            assert said == []
            seen[width, dots] = int(match[1])
            page.close()
        chromium.close()
        server.shutdown()
    assert seen == wanted
