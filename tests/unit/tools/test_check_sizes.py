from pathlib import Path

import pytest

from tools.check_sizes import findings_in, main

HERE = Path("src/module.py")


def texts(source: str, *, are_tests: bool = False) -> list[str]:
    return [finding.text for finding in findings_in(source, HERE, are_tests=are_tests)]


def a_function(*, lines: int) -> str:
    return "def long():\n" + "    pass\n" * (lines - 1)


def test_a_module_of_400_lines_passes_and_one_of_401_does_not() -> None:
    assert texts("x = 1\n" * 400) == []
    assert texts("x = 1\n" * 401) == ["401 lines in the module, at most 400"]


def test_a_function_of_40_lines_passes_and_one_of_41_does_not() -> None:
    assert texts(a_function(lines=40)) == []
    assert texts(a_function(lines=41)) == ["long: 41 lines, at most 40"]


def test_a_function_within_a_function_and_a_method_are_measured_too() -> None:
    inner = "\n".join(f"        {line}" for line in a_function(lines=41).splitlines())

    assert texts(f"class Holder:\n    def method(self):\n{inner}\n") == [
        "method: 42 lines, at most 40",
        "long: 41 lines, at most 40",
    ]


def test_an_asynchronous_function_is_measured_like_any_other() -> None:
    assert texts("async " + a_function(lines=41)) == ["long: 41 lines, at most 40"]


def test_a_sixth_parameter_that_must_be_given_is_one_too_many() -> None:
    assert texts("def five(a, b, *, c, d, e): ...") == []
    assert texts("def six(a, b, *, c, d, e, f): ...") == ["six: 6 parameters, at most 5"]


def test_keyword_only_parameters_with_a_default_are_not_counted() -> None:
    assert texts("def options(a, b, *, c=1, d=2, e=3, f=4, g=5): ...") == []


def test_the_third_of_four_parameters_must_be_keyword_only() -> None:
    assert texts("def three(a, b, c): ...") == []
    assert texts("def four(a, b, c, *, d=1): ...") == [
        "four: 3 positional parameters; keyword-only after the second (`*`)"
    ]


def test_self_and_cls_are_not_counted_but_the_first_of_a_static_method_is() -> None:
    source = """
class Holder:
    def method(self, a, b, c): ...
    @classmethod
    def made(cls, a, b, c): ...
    @staticmethod
    def apart(a, b, c, d): ...
"""
    assert texts(source) == ["apart: 4 positional parameters; keyword-only after the second (`*`)"]


def test_a_method_that_python_itself_calls_has_the_parameters_python_gives_it() -> None:
    source = "class Held:\n    def __exit__(self, kind, error, trace, extra): ...\n"

    assert texts(source) == []


def test_an_exception_with_its_reason_on_the_line_is_respected() -> None:
    assert texts("def six(a, b, *, c, d, e, f): ...  # sizes: the framework calls it so") == []


def test_the_parameters_of_tests_are_fixtures_and_free() -> None:
    assert texts("def test_it(a, b, c, d, e, f): ...", are_tests=True) == []
    assert texts(a_function(lines=41), are_tests=True) == ["long: 41 lines, at most 40"]


def test_a_project_with_a_finding_names_its_place_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "module.py").write_text("\n" + a_function(lines=41))

    exit_code = main(tmp_path)

    assert (exit_code, capsys.readouterr().out) == (1, "src/module.py:2: long: 41 lines, at most 40\n")


def test_a_project_without_findings_passes(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "module.py").write_text("def short(): ...\n")

    assert main(tmp_path) == 0
