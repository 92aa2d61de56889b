"""Markdown as its author marked it."""

from __future__ import annotations

from ingest.read.markdown import read

PAGE = """---
title: "Suunnitelma"
---
# Kotoutuminen

Kunta vastaa *suunnittelusta* ja [kehittämisestä](https://example.fi).

## Mitä ohjelma sisältää?

Ohjelmaan kuuluu:

- ohjaus
  1. neuvonta
  2. tulkkaus
- koulutus
  jatkuu rivillä

| Ryhmä | Euroa |
|---|---|
| Aikuiset | 2300 |

<!-- muistiinpano -->
![kaavio](kuva.png)
"""


def test_headings_lists_and_tables_keep_their_shape() -> None:
    document = read(PAGE.encode(), name="plan.md")

    assert document.title == "Suunnitelma"
    assert [(section.headings, section.anchor) for section in document.sections] == [
        (("Kotoutuminen",), "kotoutuminen"),
        (("Kotoutuminen", "Mitä ohjelma sisältää?"), "mitä-ohjelma-sisältää"),
    ]
    assert document.sections[0].text == "Kunta vastaa suunnittelusta ja kehittämisestä."
    assert document.sections[1].text == (
        "Ohjelmaan kuuluu:\n\n- ohjaus\n  1. neuvonta\n  2. tulkkaus\n- koulutus jatkuu rivillä\n\n"
        "Ryhmä | Euroa\nAikuiset | 2300"
    )
