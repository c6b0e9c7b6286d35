"""What is asked about a picture that no box can answer: said in words instead of guessed, and never a diagnosis.

The first topic that a question touches is declined; what is about health carries a caution, whatever else is said.
"""

import re
from collections.abc import Mapping

from assistant.telling.sayings import saying

ABOUT = {  # topic → what tells it, in five languages at once: the words do not collide
    "cannot-tell-maker": (
        r"\b(?:which|what) (?:kind of |sort of )?(?:machine|device|camera|scanner|instrument|microscope|telescope)\b"
        r"|\b(?:machine|device|camera|scanner|instrument)\b.*\b(?:produced|made|took|taken|recorded)\b"
        r"|\b(?:welche[rsm]?|was für ein\w*) (?:gerät|maschine|kamera|scanner|apparat)"
        r"|\bquel(?:le)? (?:machine|appareil|caméra|scanner)|\bqué (?:máquina|aparato|cámara|escáner)"
        r"|什么(?:机器|设备|相机|仪器)"
    ),
    "cannot-judge-health": (
        r"\b(?:diagnos\w*|radiology report|medical report|malignant|benign|(?:is|are|looks?) (?:it |this |that )?"
        r"(?:\w+ ){0,3}(?:dangerous|cancer(?:ous)?|healthy|infected|harmless|broken bone)|cancer(?:ous)?|tumou?rs?)\b"
        r"|\b(?:diagnose\w*|befund\w*|bösartig|gutartig|krebs|gefährlich|harmlos|entzündet)\b"
        r"|\b(?:diagnostic\w*|compte rendu|bénin|maligne?|cancer|dangereu\w*|infecté\w*)\b"
        r"|\b(?:diagnóstic\w*|informe (?:médico|radiológico)|benigno|maligno|cáncer|peligros\w*|infectad\w*)\b"
        r"|诊断|恶性|良性|癌|肿瘤|危险吗|严重吗"
    ),
    "cannot-tell-real": (
        r"\b(?:is|are|looks?|seems?|think)\b.*\b(?:real|fake|genuine|authentic|photoshopped|edited|ai|generated)\b"
        r"|\b(?:echt|gefälscht|fake|manipuliert|ki)\b|\b(?:vraie?|réelle?|truquée?|authentique)\b"
        r"|\b(?:real|falsa|falso|auténtic\w*|trucad\w*)\b|真的|假的|真实|伪造|合成"
    ),
    "cannot-tell-purpose": (
        r"\b(?:scientific purpose|purpose|what (?:is|are) (?:it|this|that|they|these) for|meaning)\b"
        r"|\b(?:zweck|wozu|bedeutung)\b|\b(?:but scientifique|à quoi (?:ça |cela )?sert|signification)\b"
        r"|\b(?:propósito|finalidad|para qué sirve|significado)\b|目的|用途|有什么用|意义"
    ),
}
HEALTH = re.compile(
    r"\b(?:x-?rays?|mri|ct|ultrasound|radiolog\w*|tumou?rs?|cancer\w*|fractures?|lesions?|moles?|rash(?:es)?|wounds?"
    r"|diagnos\w*|symptoms?|disease\w*|infected|malignant|benign|retinas?"
    r"|röntgen\w*|mrt|ultraschall\w*|krebs|muttermal\w*|leberfleck\w*|ausschlag|wunden?|befund\w*|entzünd\w*"
    r"|radio(?:graphie)?|irm|scanner médical|échographie|cancer|grain de beauté|éruption|plaie|lésion\w*"
    r"|radiografía|resonancia|ecografía|cáncer|lunar(?:es)?|sarpullido|herida\w*|lesión|lesiones)\b"
    r"|X光|x光|核磁|B超|肿瘤|癌|痣|皮疹|伤口|诊断|病变",
    re.IGNORECASE,
)
TOPICS: Mapping[str, re.Pattern[str]] = {name: re.compile(about, re.IGNORECASE) for name, about in ABOUT.items()}


def declined(question: str, language: str) -> str:
    """What Oriel says instead of an answer; empty where the question may be answered."""
    topic = next((name for name, about in TOPICS.items() if about.search(question.replace("’", "'"))), None)
    return saying(topic, language) if topic else ""


def caution(question: str, language: str) -> str:
    """What must be said with any answer about health; empty where it is about anything else."""
    return saying("not-for-diagnosis", language) if HEALTH.search(question) else ""
