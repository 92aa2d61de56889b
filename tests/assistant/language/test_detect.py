from __future__ import annotations

import subprocess
import sys
import time

import pytest

from assistant.language.detect import detect_language

TEXTS = """
fi | Mikä on integration plan suomeksi?
fi | Mitä kotoutumisohjelmassa pitää olla?
fi | mita kotoutumissuunnitelmassa pitaa olla
fi | kotoutumissuunnitelma
fi | Kuka laatii kotoutumisohjelman?
fi | kuka päättä kuntaan osottamisesta
fi | onko kunnalla velvolisuus järjestää yhteiskuntaorientaatioo
fi | Milloin laki 681/2023 tuli voimaan?
fi | Entä ruotsiksi?
fi | Kuinka usein ohjelma päivitetään?
fi | ELY-keskus
fi | Mitä tarkoittaa "good relations" Suomen laissa?
fi | Mikä on Integrationsprogram?
fi | 45 § mitä sanoo
fi | kotouttaminen Tampere
fi | Anna esimerkki mittareista
fi | Voiko Espoo tehdä ohjelman Kauniaisten kanssa?
fi | Laskennalliset korvaukset
fi | Monikielinen yhteiskuntaorientaatio
fi | hei!
fi | työllisyysalue
sv | Vad ska integrationsprogrammet innehålla?
sv | Vem gör upp integrationsplanen?
sv | vad maste kommunen gora
sv | vad betyder kotoutumissuunnitelma?
sv | Hur ofta ska programmet ses över?
sv | När trädde lagen 681/2023 i kraft?
sv | Är Migri med i samarbetet?
sv | integrationsplan
sv | främjande av integration
sv | kommunens ansvar
sv | Vad är ELY-centralens uppgift?
sv | Vilka språk erbjuds samhällsorientering på?
sv | bör kommunen höra invandrare
sv | vad ska integrationsprogramet innehåla enlgit lagen
sv | Och på finska?
sv | Vad säger 45 §?
sv | ersättningar till kommuner
sv | lagen om främjande av integration
sv | tack!
sv | kartläggning
en | What must the integration programme contain?
en | Who prepares the integration plan?
en | What does kotoutumissuunnitelma mean?
en | wat must the integraton programme contan
en | When did Act 681/2023 enter into force?
en | integration plan
en | Is Helsinki obliged to offer orientation?
en | How often is it revised?
en | section 45
en | multilingual orientation
en | And in Swedish?
en | Does the kunta have to consult immigrants?
en | reimbursement of costs
en | Tell me about kotouttamislaki
en | good relations
en | Which law applies in Åland?
en | integration of immigrants
en | thanks
de | Was muss der Integrationsplan enthalten?
de | Wer erstellt den Integrationsplan?
de | Welche Gemeinde ist zuständig?
et | Mida peab lõimumiskava sisaldama?
et | Kes koostab integratsiooniplaani?
et | Kuidas taotleda elamisluba?
ru | Что должна содержать программа интеграции?
ru | Кто составляет план?
uk | Хто складає план інтеграції?
no | Hva skal integreringsplanen inneholde?
no | Hvem lager integreringsplanen?
no | Hvor ofte oppdateres den?
da | Hvad skal integrationsplanen indeholde?
da | Hvem laver integrationsplanen?
da | Hvornår trådte loven i kraft?
nl | Wat moet het integratieplan bevatten?
fr | Que doit contenir le plan d'intégration ?
es | ¿Qué debe contener el plan de integración?
it | Che cosa deve contenere il piano?
pl | Co powinien zawierać plan integracji?
so | Waa maxay qorshaha is-dhexgalka?
ar | ما هي خطة الاندماج؟
fa | برنامه ادغام چیست؟
zh | 什么是融合计划？
und | 681/2023
und | § 45
und | ?!
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in TEXTS.strip().splitlines()]


@pytest.mark.parametrize(("language", "text"), CASES)
def test_a_short_text_is_told_its_language(language: str, text: str) -> None:
    assert detect_language(text) == language


def test_an_empty_text_has_no_language() -> None:
    assert detect_language("") == "und"


def test_an_address_in_a_question_does_not_change_its_language() -> None:
    assert detect_language("Vad säger https://www.example.org/what-is-the-plan om det?") == "sv"


def test_an_ordinary_question_takes_less_than_a_millisecond() -> None:
    detect_language("Mitä kotoutumisohjelmassa pitää olla?")
    started = time.perf_counter()

    for _ in range(200):
        detect_language("Mitä kotoutumisohjelmassa pitää olla kunnan mukaan?")

    assert (time.perf_counter() - started) / 200 < 0.001


def test_an_ordinary_question_loads_no_statistical_model() -> None:
    code = (
        "import sys; from assistant.language.detect import detect_language as d;"
        "print(d('Mitä ohjelmassa pitää olla?'), d('Vad ska programmet innehålla?'), d('What must it contain?'),"
        " 'lingua' in sys.modules)"
    )

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.split() == ["fi", "sv", "en", "False"]
