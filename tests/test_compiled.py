"""The website's templates as they are compiled: what they show is harmless, what they call is called, and each language has its own."""

from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup, escape

from ctmeasures.render.look import LANGUAGES
from ctmeasures.render.safe import clean
from ctmeasures.render.site.compiled import Templates, shown

LANGUAGE = count()


def drawn(text: str, say: Callable[[str], str] = LANGUAGES[0].say, **values: object) -> str:
    templates = Templates(f"language {next(LANGUAGE)}")
    templates.loader = DictLoader({"page": text})
    templates.globals |= {"t": say}
    return templates.get_template("page").render(**values)


@pytest.mark.slow
@given(st.text())
def test_a_text_is_shown_without_harm_and_markup_as_it_is(text: str) -> None:
    for _ in range(2):
        assert shown(text) == escape(clean(text))
        assert shown(Markup(text)) == text


@given(st.integers() | st.floats() | st.booleans() | st.none())
def test_all_else_is_shown_as_it_is_written(found: object) -> None:
    assert shown(found) == str(found)


def test_a_constant_text_is_said_and_escaped_in_the_language() -> None:
    assert drawn('<p>{{ t("Owner") }}</p>') == "<p>Owner</p>"
    assert drawn('<p>{{ t("Owner") }}</p>', LANGUAGES[1].say) == "<p>Verantwoordelijke</p>"
    assert drawn('<p>{{ t("a") if yes else t("b") }}</p>', lambda text: f"<{text}>", yes=False) == "<p>&lt;b&gt;</p>"
    assert drawn("{{ t(label) }}", LANGUAGES[1].say, label="Owner") == "Verantwoordelijke"


def test_what_was_compiled_of_a_language_is_there_the_next_time() -> None:
    for text in ("<p>{{ t('Owner') }}</p>", "{{ t('Owner') }}", "<p>{{ t('Owner') }}</p>"):
        templates = Templates("one language")
        templates.loader = DictLoader({"page": text})
        templates.globals |= {"t": str.upper}
        assert templates.get_template("page").render() == text.replace("{{ t('Owner') }}", "OWNER")


def test_a_macro_has_its_defaults_and_draws_markup() -> None:
    macro = '{% macro bold(text, end="!") %}<b>{{ text }}{{ end }}</b>{% endmacro %}'
    assert drawn(macro + '{{ bold("<") }} {{ bold("a", ".") }}') == "<b>&lt;!</b> <b>a.</b>"
    assert drawn(macro + '{{ "x" ~ bold("<") }}') == "x<b>&lt;!</b>"
    called = "{% macro around(name) %}<i>{{ name }}{{ caller() }}</i>{% endmacro %}"
    assert drawn(called + '{% call around("<") %}<b>&</b>{% endcall %}') == "<i>&lt;<b>&</b></i>"


@pytest.mark.parametrize("text", ["{{ nothing }}", "{{ nothing(1) }}", "{{ nothing.at_all }}"])
def test_what_is_not_there_is_a_fault(text: str) -> None:
    with pytest.raises(UndefinedError):
        drawn(text)
