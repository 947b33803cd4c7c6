"""Pictures are hostile until they are decoded: where they may lie, what they may be, and what is left of them."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot.model.draft import Problem
from bot.model.drawing import Drawing, Fitting
from bot.model.post import Picture
from bot.service.child import Child, Died
from bot.service.pictures import make, prepare, prepare_all
from tests.commands import memory


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A posts folder."""
    folder = tmp_path / "posts"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where prepared pictures go; not made yet."""
    return tmp_path / "state" / "media"


def good(made: Picture | Problem) -> Picture:
    """The picture, or a failure that says what the problem was."""
    assert isinstance(made, Picture), made
    return made


def code(made: Picture | Problem) -> str:
    """The problem's code."""
    assert isinstance(made, Problem), made
    assert made.level == "warning"
    return made.code


def png(path: Path, size: tuple[int, int] = (60, 40), colour: str = "teal") -> Path:
    """A small picture on disk."""
    Image.new("RGB", size, colour).save(path)
    return path


def photo(path: Path) -> Path:
    """A JPEG that lies on its side and says where it was taken."""
    picture = Image.new("RGB", (80, 40), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 20, 40), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Canary Author"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    picture.save(path, exif=exif, comment=b"canary comment")
    return path


def test_a_prepared_picture_is_kept_under_the_digest_of_its_bytes(root: Path, cache: Path) -> None:
    made = good(prepare(png(root / "a.png"), root, cache))
    data = Path(made.path).read_bytes()
    assert Path(made.path) == cache / f"{hashlib.sha256(data).hexdigest()}.png"
    assert (made.digest, made.kind, made.bytes) == (hashlib.sha256(data).hexdigest(), "image/png", len(data))
    assert (made.width, made.height) == (60, 40)
    with Image.open(made.path) as back:
        assert back.convert("RGB").getpixel((5, 5)) == (0, 128, 128)


def test_the_same_bytes_give_the_same_picture_whatever_the_name_and_the_cache(root: Path, cache: Path, tmp_path: Path) -> None:
    first = good(prepare(png(root / "a.png"), root, cache))
    second = good(prepare(png(root / "b.png"), root, tmp_path / "other"))
    assert (first.digest, first.bytes) == (second.digest, second.bytes)


def test_a_second_look_decodes_nothing(root: Path, cache: Path) -> None:
    first = good(prepare(png(root / "a.png"), root, cache))
    Path(first.path).touch()
    stamp = Path(first.path).stat().st_mtime_ns
    assert good(prepare(root / "a.png", root, cache)) == first
    assert Path(first.path).stat().st_mtime_ns == stamp


def test_a_damaged_cache_is_made_again(root: Path, cache: Path) -> None:
    first = good(prepare(png(root / "a.png"), root, cache))
    Path(first.path).write_bytes(b"\0" * first.bytes)
    assert good(prepare(root / "a.png", root, cache)) == first
    assert hashlib.sha256(Path(first.path).read_bytes()).hexdigest() == first.digest


def test_place_and_author_of_a_photo_are_gone_and_it_stands_upright(root: Path, cache: Path) -> None:
    made = good(prepare(photo(root / "a.jpg"), root, cache))
    data = Path(made.path).read_bytes()
    assert b"Exif" in (root / "a.jpg").read_bytes()
    assert b"Exif" not in data
    assert b"anary" not in data
    assert (made.kind, made.width, made.height) == ("image/jpeg", 40, 80)
    with Image.open(made.path) as back:
        red, _, blue = back.convert("RGB").getpixel((20, 5))  # type: ignore[misc]
        assert red > 200 > 100 > blue


def test_what_is_written_into_a_png_besides_pixels_is_gone(root: Path, cache: Path) -> None:
    words = PngInfo()
    words.add_text("Comment", "canary text")
    words.add_itxt("XML:com.adobe.xmp", "canary xmp")
    Image.new("RGB", (9, 9)).save(root / "a.png", pnginfo=words)
    assert b"canary" in (root / "a.png").read_bytes()
    assert b"canary" not in Path(good(prepare(root / "a.png", root, cache)).path).read_bytes()


def test_a_picture_with_something_hidden_behind_it_loses_it(root: Path, cache: Path) -> None:
    path = png(root / "a.png")
    path.write_bytes(path.read_bytes() + b"PK\x03\x04<script>canary()</script>")
    assert b"canary" not in Path(good(prepare(path, root, cache)).path).read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a/*<script>alert(1)</script>*/",
        b"\x89PNG\r\n\x1a\n" + b"<html>" * 50,
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"%PDF-1.7\n",
        b"BM" + b"\0" * 60,
        b"SIMPLE  =                    T" + b" " * 2850,
    ],
    ids=["empty", "svg", "gif-script", "png-html", "wav", "pdf", "bmp", "fits"],
)
def test_what_is_no_picture_of_the_four_kinds_is_refused(root: Path, cache: Path, data: bytes) -> None:
    (root / "a.png").write_bytes(data)
    assert code(prepare(root / "a.png", root, cache)) == "picture-unreadable"
    assert not cache.exists()


def test_half_a_picture_is_refused(root: Path, cache: Path) -> None:
    Image.effect_noise((200, 200), 60).convert("RGB").save(root / "a.jpg")
    (root / "a.jpg").write_bytes((root / "a.jpg").read_bytes()[:4000])
    assert code(prepare(root / "a.jpg", root, cache)) == "picture-unreadable"


def test_a_hundred_megapixels_in_twelve_kilobytes_are_refused_without_decoding(root: Path, cache: Path) -> None:
    Image.new("1", (10_000, 10_000)).save(root / "bomb.png")
    assert (root / "bomb.png").stat().st_size < 13_000
    assert code(prepare(root / "bomb.png", root, cache)) == "picture-too-large"
    peak = _peak_of_decoding((root / "bomb.png").read_bytes())
    assert peak < 60, f"{peak} MB: it was decoded"


def _peak_of_decoding(data: bytes) -> float:
    """Megabytes of memory that a decoder of its own used at most."""
    if sys.platform != "linux":
        pytest.skip("the peak of a process is read from /proc")
    with Child("decoder") as child:
        child.ask({}, data)
        assert child._process
        return memory(child._process.pid, "VmHWM")


def test_the_largest_photo_takes_little_memory_and_stands_upright(root: Path, cache: Path) -> None:
    photo = Image.linear_gradient("L").convert("RGB").resize((7100, 6900))
    exif = Image.Exif()
    exif[0x0112] = 6
    photo.save(root / "large.jpg", exif=exif)
    made = good(prepare(root / "large.jpg", root, cache))
    assert (made.width, made.height) == (3450, 3550)
    with Image.open(made.path) as back:
        left, right = (back.convert("L").getpixel((x, 1700)) for x in (10, 3440))
    assert left > 240 > 10 > right  # type: ignore[operator]
    assert _peak_of_decoding((root / "large.jpg").read_bytes()) < 256


def test_a_text_chunk_that_unpacks_to_a_flood_is_refused(root: Path, cache: Path) -> None:
    words = PngInfo()
    words.add(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 80_000_000))
    Image.new("RGB", (9, 9)).save(root / "a.png", pnginfo=words)
    made = prepare(root / "a.png", root, cache)
    assert isinstance(made, Picture) or made.code == "picture-unreadable"
    assert _peak_of_decoding((root / "a.png").read_bytes()) < 60


def test_a_file_of_more_than_fifty_megabytes_is_not_read(root: Path, cache: Path) -> None:
    with (root / "a.png").open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.truncate(5_000_000_000)
    assert code(prepare(root / "a.png", root, cache)) == "picture-too-large"


def test_a_missing_picture_is_named(root: Path, cache: Path) -> None:
    made = prepare_all({"images/hero.png": (root / "images/hero.png", root)}, cache)["images/hero.png"]
    assert code(made) == "picture-missing"
    assert isinstance(made, Problem)
    assert "images/hero.png" in made.message


@pytest.mark.parametrize(
    "form", ["../secret.png", "sub/../../secret.png", "sub/../../posts/../secret.png", "./../secret.png", "link.png", "lane/secret.png"]
)
def test_nothing_outside_the_folder_is_read(root: Path, cache: Path, tmp_path: Path, form: str) -> None:
    png(tmp_path / "secret.png")
    (root / "sub").mkdir()
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "lane").symlink_to(tmp_path)
    assert code(prepare(root / form, root, cache)) == "picture-outside"
    assert code(prepare(tmp_path / "secret.png", root, cache)) == "picture-outside"
    assert not cache.exists()


def test_links_and_dots_that_stay_inside_are_fine(root: Path, cache: Path, tmp_path: Path) -> None:
    (root / "sub").mkdir()
    png(root / "a.png")
    (root / "b.png").symlink_to("a.png")
    (tmp_path / "other-way").symlink_to(root)
    made = [prepare(path, root, cache) for path in (root / "sub/../a.png", root / "b.png", tmp_path / "other-way/a.png")]
    assert len({good(one).digest for one in made}) == 1


def test_swapping_a_link_in_while_it_is_opened_shows_nothing(root: Path, cache: Path, tmp_path: Path) -> None:
    secret = good(prepare(png(tmp_path / "secret.png", colour="red"), tmp_path, cache))
    inside, outside, spot = png(root / "a.png"), root / "b.png", root / "now.png"
    outside.symlink_to(tmp_path / "secret.png")
    over = threading.Event()

    def swap() -> None:
        while not over.is_set():
            for source in (inside, outside):
                (root / "next.png").unlink(missing_ok=True)
                os.link(source, root / "next.png", follow_symlinks=False)
                (root / "next.png").replace(spot)

    swapper = threading.Thread(target=swap)
    swapper.start()
    made = [prepare(spot, root, cache) for _ in range(400)]
    over.set()
    swapper.join()
    assert secret.digest not in {one.digest for one in made if isinstance(one, Picture)}
    assert {one.code for one in made if isinstance(one, Problem)} <= {"picture-outside", "picture-missing", "picture-unreadable"}


def test_a_pipe_does_not_hang(root: Path, cache: Path) -> None:
    os.mkfifo(root / "a.png")
    begin = time.monotonic()
    assert code(prepare(root / "a.png", root, cache)) == "picture-unreadable"
    assert time.monotonic() - begin < 2


def test_a_folder_and_a_loop_of_links_are_refused(root: Path, cache: Path) -> None:
    (root / "a.png").mkdir()
    (root / "b.png").symlink_to("c.png")
    (root / "c.png").symlink_to("b.png")
    assert code(prepare(root / "a.png", root, cache)) == "picture-unreadable"
    assert code(prepare(root / "b.png", root, cache)) == "picture-unreadable"
    assert code(prepare(root, root, cache)) == "picture-unreadable"


def test_a_large_picture_becomes_one_that_every_platform_takes(root: Path, cache: Path) -> None:
    Image.effect_noise((5200, 900), 70).convert("RGB").save(root / "a.png", compress_level=1)
    made = good(prepare(root / "a.png", root, cache))
    assert made.kind == "image/jpeg"
    assert max(made.width, made.height) <= 4096
    assert made.bytes <= 4_500_000


@pytest.mark.parametrize(
    ("name", "mode", "kind"),
    [
        ("a.webp", "RGB", "image/jpeg"),
        ("a.webp", "RGBA", "image/png"),
        ("a.gif", "P", "image/png"),
        ("a.png", "RGBA", "image/png"),
        ("a.png", "P", "image/png"),
        ("a.png", "LA", "image/png"),
        ("a.png", "1", "image/png"),
        ("a.jpg", "CMYK", "image/jpeg"),
        ("a.jpg", "L", "image/jpeg"),
    ],
)
def test_every_kind_ends_as_one_that_all_platforms_take(root: Path, cache: Path, name: str, mode: str, kind: str) -> None:
    Image.new(mode, (30, 20)).save(root / name)
    made = good(prepare(root / name, root, cache))
    assert (made.kind, made.width, made.height) == (kind, 30, 20)
    assert Path(made.path).suffix == {"image/jpeg": ".jpg", "image/png": ".png"}[kind]


def test_sixteen_bits_are_scaled_and_not_clipped(root: Path, cache: Path) -> None:
    Image.new("I;16", (10, 10), 32_768).save(root / "a.png")
    with Image.open(good(prepare(root / "a.png", root, cache)).path) as back:
        assert back.convert("L").getpixel((3, 3)) == 128


def test_a_small_animation_keeps_moving_and_a_long_one_shows_its_first_frame(root: Path, cache: Path) -> None:
    frames = [Image.new("RGB", (20, 20), (index % 256, 10, 60)) for index in range(400)]
    frames[0].save(root / "short.gif", save_all=True, append_images=frames[1:5], duration=50, loop=0, comment=b"canary")
    frames[0].save(root / "long.gif", save_all=True, append_images=frames[1:], duration=50, loop=0)
    short, long = good(prepare(root / "short.gif", root, cache)), good(prepare(root / "long.gif", root, cache))
    assert (short.kind, long.kind) == ("image/gif", "image/png")
    with Image.open(short.path) as back:
        assert (getattr(back, "n_frames", 1), back.info["loop"]) == (5, 0)
    assert b"canary" not in Path(short.path).read_bytes()


def test_one_bad_picture_leaves_the_others_alone(root: Path, cache: Path) -> None:
    (root / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(300))
    names = {"a": png(root / "a.png"), "bad": root / "bad.png", "none": root / "none.png", "b": png(root / "b.png", colour="navy")}
    made = prepare_all({name: (path, root) for name, path in names.items()}, cache)
    assert [type(one).__name__ for one in made.values()] == ["Picture", "Problem", "Problem", "Picture"]


def test_no_child_is_left_and_no_scrap_in_the_cache(root: Path, cache: Path) -> None:
    png(root / "a.png")
    script = (
        "import os, sys, pathlib; from bot.service.pictures import prepare\n"
        "root, cache = map(pathlib.Path, sys.argv[1:]); prepare(root / 'a.png', root, cache)\n"
        "try: os.waitpid(-1, os.WNOHANG)\n"
        "except ChildProcessError: print('no child')"
    )
    done = subprocess.run([sys.executable, "-c", script, str(root), str(cache)], capture_output=True, text=True, check=True)
    assert done.stdout == "no child\n"
    assert sorted(path.suffix for path in cache.iterdir()) == [".json", ".png"]


def test_who_is_confined_can_write_no_file_and_not_take_much_memory() -> None:
    script = (
        "from bot.service.confined import confine; confine(256 << 20)\n"
        "for wish in (lambda: open('/tmp/never', 'wb', 0).write(b'x'), lambda: bytearray(256 << 20)):\n"
        "    try: wish(); print('allowed')\n"
        "    except (OSError, MemoryError) as error: print(type(error).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["OSError", "MemoryError"]


def test_the_picture_is_the_one_that_was_drawn(root: Path, cache: Path) -> None:
    drawn = Image.radial_gradient("L").convert("RGB")
    drawn.save(root / "a.png")
    with Image.open(io.BytesIO(Path(good(prepare(root / "a.png", root, cache)).path).read_bytes())) as back:
        assert back.convert("RGB").tobytes() == drawn.tobytes()


@pytest.mark.parametrize(
    ("kinds", "most", "pixels", "kind"),
    [
        (("image/jpeg", "image/png"), 8_000, 10_000_000, "image/jpeg"),
        (("image/png",), 60_000, 10_000_000, "image/png"),
        (("image/jpeg", "image/png"), 10_000_000, 5_000, "image/png"),
        (("image/jpeg",), 10_000_000, 10_000_000, "image/jpeg"),
    ],
    ids=["bytes", "bytes, no JPEG", "pixels", "kind"],
)
def test_a_picture_is_made_to_fit_a_platform_and_only_once(
    root: Path, cache: Path, kinds: tuple[str, ...], most: int, pixels: int, kind: str
) -> None:
    Image.effect_noise((300, 200), 60).convert("RGB").save(root / "a.png")
    source = good(prepare(root / "a.png", root, cache))
    wish = Fitting(source.path, source.digest, kinds, most, pixels)
    fitted = make([wish], cache)[0][wish.src]
    assert (fitted.kind, fitted.bytes <= most, fitted.width * fitted.height <= pixels) == (kind, True, True)
    assert abs(fitted.width / fitted.height - 1.5) < 0.05
    before = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert make([wish], cache) == ({wish.src: fitted}, {})
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == before


def test_what_can_never_fit_is_remembered(root: Path, cache: Path) -> None:
    source = good(prepare(png(root / "a.png"), root, cache))
    wish = Fitting(source.path, source.digest, ("image/png",), 10, 10_000)
    assert make([wish], cache) == make([wish], cache) == ({}, {wish.src: "too-large"})
    assert "too-large" in (cache / f"{wish.src.replace(':', '-')}.json").read_text()


def test_a_moving_picture_stands_still_where_none_may_move(root: Path, cache: Path) -> None:
    frames = [Image.new("RGB", (20, 20), (index, 10, 60)) for index in range(0, 200, 40)]
    frames[0].save(root / "a.gif", save_all=True, append_images=frames[1:], duration=50, loop=0)
    source = good(prepare(root / "a.gif", root, cache))
    wish = Fitting(source.path, source.digest, ("image/png", "image/jpeg"), 10_000, 10_000)
    assert (source.kind, make([wish], cache)[0][wish.src].kind) == ("image/gif", "image/png")


def test_a_drawing_is_made_in_the_child_and_a_failure_is_remembered(cache: Path) -> None:
    there, not_there = Drawing("code", "answer = 42\nprint(answer)", "python"), Drawing("formula", "\\nosuchcommand")
    made, unmade = make([there, not_there, there], cache)
    assert [*made, *unmade] == [there.src, not_there.src]
    with Image.open(made[there.src].path) as back:
        assert back.size == (made[there.src].width, made[there.src].height)
    note = cache / f"{not_there.src.replace(':', '-')}.json"
    note.write_text(note.read_text().replace("nosuchcommand", "remembered"))
    assert "remembered" in make([not_there], cache)[1][not_there.src]
    note.write_text(note.read_text().replace('"recipe": ', '"recipe": 99'))
    assert "nosuchcommand" in make([not_there], cache)[1][not_there.src]


def test_a_child_that_dies_says_so_and_the_next_request_gets_a_new_one(root: Path) -> None:
    with Child("decoder") as child:
        with pytest.raises(Died):
            child.ask({"kinds": []}, png(root / "a.png").read_bytes())
        assert child.ask({}, png(root / "a.png").read_bytes())[0]["kind"] == "image/png"
