"""Language detection without a network."""

import pytest

from aligner.language_detection import chinese_variant, detect_language

SENTENCES = {
    "ar": "وقعت الدولتان المعاهدة يوم أمس في جنيف بعد مفاوضات طويلة.",
    "de": "Die beiden Staaten haben den Vertrag gestern in Genf unterzeichnet.",
    "en": "The two states signed the treaty yesterday in Geneva after long talks.",
    "es": "Los dos Estados firmaron ayer el tratado en Ginebra tras largas negociaciones.",
    "fr": "Les deux États ont signé hier le traité à Genève après de longues négociations.",
    "it": "I due Stati hanno firmato ieri il trattato a Ginevra dopo lunghe trattative.",
    "ja": "両国は長い交渉の末、昨日ジュネーブで条約に署名した。",
    "ko": "두 나라는 오랜 협상 끝에 어제 제네바에서 조약에 서명했다.",
    "nl": "De twee staten hebben het verdrag gisteren na lange onderhandelingen ondertekend.",
    "pl": "Oba państwa podpisały wczoraj traktat w Genewie po długich negocjacjach.",
    "pt": "Os dois Estados assinaram ontem o tratado em Genebra, depois de longas negociações.",
    "ru": "Оба государства подписали вчера договор в Женеве после долгих переговоров.",
    "th": "ทั้งสองประเทศลงนามสนธิสัญญาเมื่อวานนี้ที่เจนีวา",
    "tr": "İki devlet uzun görüşmelerden sonra dün Cenevre'de antlaşmayı imzaladı.",
    "zh": "两国经过长时间谈判,昨天在日内瓦签署了条约。",
    "zh-TW": "兩國經過長時間談判，昨天在日內瓦簽署了條約。",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_our_languages(language: str, sentence: str) -> None:
    """One sentence is enough for each of the sixteen."""
    assert detect_language(sentence) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "De båda staterna undertecknade avtalet i går efter långa förhandlingar. " * 8),
        ("el", "Τα δύο κράτη υπέγραψαν χθες τη συνθήκη."),
        ("uk", "Обидві держави підписали вчора договір у Женеві після довгих переговорів. " * 5),
        ("und", "1 2 3 — 4!"),
    ],
)
def test_other_languages_are_named(language: str, text: str) -> None:
    """A language outside the table is named, so that it can be refused by name."""
    assert detect_language(text) == language


def test_names_in_another_script_do_not_mislead() -> None:
    """A Chinese sentence with a long English name stays Chinese, and the reverse."""
    assert detect_language("他在Carnegie Endowment做研究员多年。") == "zh"
    assert detect_language("The concept of guanxi (关系) is central to doing business.") == "en"


def test_variant() -> None:
    """Text without telling characters counts as Simplified."""
    assert [chinese_variant(text) for text in ("中文", "國際", "国际")] == ["zh", "zh-TW", "zh"]
