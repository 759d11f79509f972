"""The fast tests dealt to two processes: each once, none left out, both about as much."""

from pathlib import Path

from portline.bootstrap.two_halves import deal


def written(folder: Path, sizes: list[int]) -> list[Path]:
    paths = [folder / f"test_{number}.py" for number, _ in enumerate(sizes)]
    for path, size in zip(paths, sizes, strict=True):
        path.write_text("x" * size)
    return paths


def test_every_module_is_run_once(tmp_path: Path) -> None:
    modules = written(tmp_path, [5, 1, 1, 9, 3])

    assert sorted(path for half in deal(modules) for path in half) == modules


def test_both_halves_have_about_as_much_to_do(tmp_path: Path) -> None:
    first, second = deal(written(tmp_path, [90, 30, 30, 30]))

    assert (len(first), len(second)) == (1, 3)
